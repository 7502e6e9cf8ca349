import { Check, X } from 'lucide-react'
import { cn } from '@/app/_ui/cn'
import { CopyButton } from '@/app/_ui/copy-button'
import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'
import { answersQuery, candidateName, envLines, type Answers, type Verdict } from '@/lib/compare/questions'
import type { ExperimentId } from '@/lib/lab/experiment'

export type Titles = Readonly<Record<ExperimentId, string>>

/** What to do, given the answers: the mode, the lines that choose it, and what speaks for and against each. */
export function Advice({ answers, verdicts, titles }: { readonly answers: Answers; readonly verdicts: readonly Verdict[]; /** Null where no experiment can be looked at. */ readonly titles: Titles | null }) {
  if (Object.keys(answers).length === 0) {
    return <p className="text-muted text-pretty">Answer what you know. The modes that do not fit are then marked in the table below, each with the reason.</p>
  }
  const fitting = verdicts.filter(({ fits }) => fits)
  const [first, ...others] = fitting
  const names = fitting.map(({ candidate }) => candidateName(candidate))
  return (
    <div className="space-y-4">
      <Notice role="status" title={first ? `Fits all your answers: ${names.join('; ')}` : 'No mode fits all your answers'}>
        <p>
          {first
            ? others.length > 0
              ? 'When several fit, those without a revocation list come first, then those that send fewer bytes.'
              : 'It is the only one.'
            : 'Each has a reason against it. Decide which of your answers you can change.'}
        </p>
      </Notice>
      {first ? (
        <>
          <p className="font-medium">
            To choose <span className="font-mono">{candidateName(first.candidate)}</span>, put this into <code className="font-mono">.env</code> and restart:
          </p>
          <div className="flex items-start justify-between gap-2 rounded-md border border-line bg-sunken p-3">
            <pre className="min-w-0 font-mono text-sm whitespace-pre-wrap wrap-anywhere">{envLines(first.candidate)}</pre>
            <CopyButton text={envLines(first.candidate)} of="the lines for .env" />
          </div>
          <Reasons verdict={first} titles={titles} />
        </>
      ) : null}
      <details>
        <summary className="min-h-8 cursor-pointer text-sm text-accent underline decoration-accent/40 underline-offset-4">For and against each mode</summary>
        <ul className="mt-3 grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {verdicts
            .filter((verdict) => verdict !== first)
            .map((verdict) => (
              <li key={candidateName(verdict.candidate)} className="min-w-0 border-t border-line pt-3">
                <h3 className="font-mono text-sm font-semibold">{candidateName(verdict.candidate)}</h3>
                <Reasons verdict={verdict} titles={titles} />
              </li>
            ))}
        </ul>
      </details>
      <p>
        <a href={`/compare/comparison.md?${answersQuery(answers)}`} download className="inline-block min-h-6 text-accent underline underline-offset-4">
          Download the comparison with these answers (Markdown)
        </a>
      </p>
    </div>
  )
}

function Reasons({ verdict: { candidate, reasons }, titles }: { readonly verdict: Verdict; readonly titles: Titles | null }) {
  return (
    <ul className="mt-2 space-y-2 text-sm">
      {reasons.map(({ question, fits, says }) => (
        <li key={question.id} className="flex gap-2">
          <FitMark fits={fits} />
          <div className="min-w-0">
            <p>
              <span className="sr-only">{fits ? 'For: ' : 'Against: '}</span>
              {says}
            </p>
            {titles === null ? null : (
              <p className="mt-1 flex flex-wrap gap-x-3">
                {question.evidence.map((id) => (
                  <TextLink key={id} href={`/lab/${id}?revocation=${candidate.revocation}`} prefetch={false} className="inline-block min-h-6">
                    {titles[id]}
                  </TextLink>
                ))}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** A tick or a cross; the word stands beside it. */
export function FitMark({ fits }: { readonly fits: boolean }) {
  const Icon = fits ? Check : X
  return <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', fits ? 'text-accent' : 'text-bad')} />
}
