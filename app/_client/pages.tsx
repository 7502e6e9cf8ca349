import { ButtonLink } from '@/app/_ui/button'

/** Which page of a list an address asks for. */
export interface PageOfList {
  /** `next` of the page before; null on the first. */
  readonly cursor: string | null
  /** Of the page after this one; null on the last. */
  readonly next: string | null
}

/** Links to the first page of a list and to the next one; `query` is what the list is filtered by. Nothing where all is on one. */
export function Pages({
  of,
  path,
  query = {},
  cursor,
  next,
}: PageOfList & { readonly of: string; readonly path: string; readonly query?: Readonly<Record<string, string | undefined>> }) {
  if (cursor === null && next === null) return null
  return (
    <nav aria-label={`Pages of ${of}`} className="flex flex-wrap gap-3">
      {cursor === null ? null : (
        <ButtonLink href={pathOf(path, query)} prefetch={false}>
          Newest
        </ButtonLink>
      )}
      {next === null ? null : (
        <ButtonLink href={pathOf(path, { ...query, cursor: next })} prefetch={false}>
          Older
        </ButtonLink>
      )}
    </nav>
  )
}

/** A path and those of its parameters that are set. */
export function pathOf(path: string, query: Readonly<Record<string, string | null | undefined>>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] != null && pair[1] !== '')
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}
