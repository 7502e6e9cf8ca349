import { Check, X } from 'lucide-react'
import { Button } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { cn } from '@/app/_ui/cn'
import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'
import type { Column } from '@/lib/compare/column'
import { EXPERIMENTS } from '@/lib/lab/experiments'
import { judge, QUESTIONS, type Answers } from '@/lib/compare/questions'

/** Four questions as a plain form, so that an answer is an address that can be shared. */
export function Questions({ answers, revocation }: { readonly answers: Answers; readonly revocation: 'none' | 'list' }) {
  return (
    <form action="/compare#advice" className="space-y-6">
      <input type="hidden" name="revocation" value={revocation} />
      {QUESTIONS.map(({ id, asks, options }) => (
        <fieldset key={id}>
          <legend className="font-medium text-pretty">{asks}</legend>
          <div className="mt-2 flex flex-wrap gap-x-6 gap-y-1">
            {options.map(({ value, says }) => (
              <label key={value} className="inline-flex min-h-8 items-center gap-2 text-sm">
                <input type="radio" name={id} value={value} defaultChecked={answers[id] === value} className="size-4 accent-accent" />
                {says}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <Button type="submit" variant="primary">
        Show what fits
      </Button>
    </form>
  )
}

/** What speaks for each mode and against it. Never a score: one reason against can outweigh all others. */
export function Advice({ answers, columns, lab }: { readonly answers: Answers; readonly columns: readonly Column[]; readonly lab: boolean }) {
  // What needs no list would stand here twice.
  const atOnce = columns.filter(({ revocation, measures }) => revocation === 'none' && measures.control.signOut.promised === 'now').map(({ mode }) => mode)
  const distinct = columns.filter(({ revocation, mode }) => revocation === 'none' || !atOnce.includes(mode))
  const judged = distinct.map((column) => ({ column, reasons: judge(answers, column.measures) }))
  const fitting = judged.filter(({ reasons }) => reasons.every(({ fits }) => fits))
  const names = fitting.map(({ column }) => nameOf(column))
  return (
    <div className="space-y-5">
      <Notice role="status" title={names.length > 0 ? `Fits all your answers: ${names.join('; ')}` : 'No mode fits all your answers'}>
        <p>
          {names.length > 0
            ? 'Every reason below comes from a run that you can look at.'
            : 'Each has a reason against it below. Decide which of your answers you can change.'}
        </p>
      </Notice>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {judged.map(({ column, reasons }) => {
          const fits = reasons.every((reason) => reason.fits)
          return (
            <Card as="li" key={nameOf(column)} className={cn('p-4!', fits ? 'border-accent!' : '')}>
              <h3 className="font-mono text-sm font-semibold">{nameOf(column)}</h3>
              <ul className="mt-3 space-y-3 text-sm">
                {reasons.map(({ question, fits: fitsThis, says }) => {
                  const Icon = fitsThis ? Check : X
                  return (
                    <li key={question.id} className="flex gap-2">
                      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', fitsThis ? 'text-accent' : 'text-bad')} />
                      <div>
                        <p>
                          <span className="sr-only">{fitsThis ? 'For: ' : 'Against: '}</span>
                          {says}
                        </p>
                        {lab ? (
                          <p className="mt-1 flex flex-wrap gap-x-3">
                            {question.evidence.map((id) => (
                              <TextLink key={id} href={`/lab/${id}?revocation=${column.revocation}`} prefetch={false} className="min-h-6">
                                {EXPERIMENTS[id].title}
                              </TextLink>
                            ))}
                          </p>
                        ) : null}
                      </div>
                    </li>
                  )
                })}
              </ul>
            </Card>
          )
        })}
      </ul>
    </div>
  )
}

function nameOf({ mode, revocation }: Column): string {
  return revocation === 'list' ? `${mode} with a revocation list` : mode
}
