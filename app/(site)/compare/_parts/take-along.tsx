import { answersQuery, type Answers } from '@/lib/compare/questions'

/** The comparison as files; with answers, the one to be read says what fits them. */
export function TakeAlong({ answers }: { readonly answers: Answers }) {
  const query = answersQuery(answers)
  return (
    <section aria-labelledby="export" className="mt-16 max-w-3xl">
      <h2 id="export" className="text-2xl font-semibold tracking-tight">
        Take it with you
      </h2>
      <p className="mt-3 text-muted">
        Both settings, every cell and the run that it comes from, with the machine and the time: a record of why you
        decided as you did.
      </p>
      <p className="mt-3 flex flex-wrap gap-x-6 gap-y-2">
        <a href={`/compare/comparison.md${query === '' ? '' : `?${query}`}`} download className="min-h-6 text-accent underline underline-offset-4">
          Markdown
        </a>
        <a href="/api/compare" download="comparison.json" className="min-h-6 text-accent underline underline-offset-4">
          JSON
        </a>
      </p>
    </section>
  )
}
