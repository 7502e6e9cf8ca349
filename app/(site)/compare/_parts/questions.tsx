import { Button } from '@/app/_ui/button'
import type { Column } from '@/lib/compare/column'
import { QUESTIONS, type Answers } from '@/lib/compare/questions'

/** Four questions as a plain form, so that an answer is an address that can be shared. With a script each counts at once. */
export function Questions({
  answers,
  revocation,
  onAnswer,
}: {
  readonly answers: Answers
  readonly revocation: Column['revocation']
  readonly onAnswer: (answers: Answers) => void
}) {
  return (
    <form action="/compare#advice" className="space-y-5">
      <input type="hidden" name="revocation" value={revocation} />
      {QUESTIONS.map(({ id, asks, options }) => (
        <fieldset key={id}>
          <legend className="font-medium text-pretty">{asks}</legend>
          <div className="mt-1 flex flex-wrap gap-x-6 gap-y-1">
            {options.map(({ value, says }) => (
              <label key={value} className="inline-flex min-h-8 items-center gap-2 text-sm">
                <input
                  type="radio"
                  name={id}
                  value={value}
                  checked={answers[id] === value}
                  onChange={() => {
                    onAnswer({ ...answers, [id]: value })
                  }}
                  className="size-6 shrink-0 accent-accent"
                />
                {says}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <Button type="submit" variant="primary" className="hidden! noscript:inline-flex!">
        Show what fits
      </Button>
      <Button
        size="sm"
        className="noscript:hidden"
        onClick={() => {
          onAnswer({})
        }}
      >
        Clear the answers
      </Button>
    </form>
  )
}
