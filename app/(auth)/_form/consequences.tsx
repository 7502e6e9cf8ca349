import { cn } from '@/app/_ui/cn'
import { PlaceMark } from '@/app/_ui/place-mark'
import { TextLink } from '@/app/_ui/text-link'
import { Carried } from '@/app/_wire/carried'
import type { ModeFacts } from '@/lib/auth/contract'
import type { ModeName } from '@/lib/auth/modes'
import type { ModeWords } from '@/lib/auth/modes/words'

/** What pressing the button will do in this mode. */
export function Consequences({
  button,
  site: { mode, facts, words },
}: {
  readonly button: string
  readonly site: { readonly mode: ModeName; readonly facts: ModeFacts; readonly words: ModeWords }
}) {
  return (
    <section aria-labelledby="pressing">
      <h2 id="pressing" className="text-lg font-semibold text-balance">
        What pressing “{button}” does in <span className="font-mono">{mode}</span> mode
      </h2>
      <ol className="mt-5 space-y-6">
        {words.beats.slice(0, 3).map(({ name, moves, says }, at) => (
          <li key={name} className="flex gap-4">
            <span
              aria-hidden
              className={cn(
                'mt-0.5 inline-flex size-7 shrink-0 items-center justify-center rounded-full border',
                'border-line-strong text-sm tabular-nums',
              )}
            >
              {at + 1}
            </span>
            <div>
              <p className="flex flex-wrap items-center gap-x-2 text-sm">
                {moves.map(({ from, to }, step) => (
                  <span key={to} className="inline-flex flex-wrap items-center gap-x-2">
                    {step === 0 ? <PlaceMark place={from} /> : null}
                    <span className="text-muted">{step === 0 ? 'to' : 'and to'}</span>
                    <PlaceMark place={to} />
                  </span>
                ))}
              </p>
              <p className="mt-1 text-pretty">{says}</p>
            </div>
          </li>
        ))}
      </ol>
      <p className="mt-6 text-sm text-muted">
        From then on your credential travels <Carried facts={facts} />. After signing in, the dashboard shows{' '}
        {facts.carrier === 'cookie' ? 'what set it' : 'how it was handed over'}.{' '}
        <TextLink href={`/?mode=${mode}&beat=1`} prefetch={false}>
          Step through it
        </TextLink>
      </p>
    </section>
  )
}
