import type { Answers } from '@/lib/compare/questions'
import { RECORDING } from '@/lib/compare/recording'
import { Advice, Questions } from './advice'

/** Four questions, and what fits the answers. */
export function Pick({
  answers,
  revocation,
  lab,
}: {
  readonly answers: Answers
  readonly revocation: 'none' | 'list'
  readonly lab: boolean
}) {
  return (
    <section aria-labelledby="advice" className="mt-16">
      <h2 id="advice" className="text-2xl font-semibold tracking-tight">
        Which should I pick?
      </h2>
      <div className="mt-5 grid gap-10 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
        <Questions answers={answers} revocation={revocation} />
        {Object.keys(answers).length > 0 ? (
          <Advice answers={answers} columns={RECORDING.columns} lab={lab} />
        ) : (
          <p className="text-muted">Answer what you know. Reasons appear here, each with the run that it comes from.</p>
        )}
      </div>
    </section>
  )
}
