import type { Difference, RowsChange } from '@/lib/lab/differences'

/** What is not as it was, value by value: struck out what was, marked what is. */
export function DiffList({ title, differences }: { readonly title: string; readonly differences: readonly Difference[] }) {
  if (differences.length === 0) return <p className="my-2 text-sm text-muted">Nothing is different from before.</p>
  return (
    <div className="my-2 rounded-md border border-line p-3 text-sm">
      <p className="font-medium">{title}</p>
      <dl className="mt-1 font-mono text-[0.8125rem] leading-6">
        {differences.map(({ name, before, after }) => (
          <div key={name} className="wrap-anywhere">
            <dt className="inline text-muted">{name}: </dt>
            <dd className="inline">
              {before === null ? null : (
                <del className="bg-bad-soft px-1">
                  <span className="sr-only">was </span>
                  {before}
                </del>
              )}
              {before === null || after === null ? null : <span aria-hidden> → </span>}
              {after === null ? null : (
                <ins className="bg-store-soft px-1 font-semibold no-underline">
                  <span className="sr-only">is </span>
                  {after}
                </ins>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** What happened in the store since it was looked at before. */
export function RowsDiff({ change: { changed, added, gone } }: { readonly change: RowsChange }) {
  if (changed.length + added.length + gone.length === 0) return <p className="mb-2 text-sm text-muted">No row has changed since the last look.</p>
  return (
    <>
      {changed.map(({ id, differences }) => (
        <DiffList key={id} title="Changed in this row" differences={differences} />
      ))}
      {added.length > 0 ? <p className="mb-2 text-sm font-medium">{rows(added.length)} new.</p> : null}
      {gone.length > 0 ? <p className="mb-2 text-sm font-medium">{rows(gone.length)} gone.</p> : null}
    </>
  )
}

const rows = (count: number) => (count === 1 ? '1 row is' : `${String(count)} rows are`)
