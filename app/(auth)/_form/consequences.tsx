import { Fragment } from 'react'
import { Card } from '@/app/_ui/card'
import { cn } from '@/app/_ui/cn'
import { Code } from '@/app/_ui/code'
import { PlaceMark } from '@/app/_ui/place-mark'
import { TextLink } from '@/app/_ui/text-link'
import { Carried } from '@/app/_wire/carried'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import type { DemoPerson } from '@/lib/stores/users'
import type { ModeFacts } from '@/lib/auth/contract'
import type { ModeName } from '@/lib/auth/modes'
import type { ModeWords } from '@/lib/auth/modes/words'

/** What pressing the button will do in this mode, and who there is to try it with. */
export function Consequences({
  button,
  site: { mode, facts, words },
  people,
}: {
  readonly button: string
  readonly site: { readonly mode: ModeName; readonly facts: ModeFacts; readonly words: ModeWords }
  readonly people: readonly DemoPerson[]
}) {
  return (
    <div className="min-w-0 space-y-6">
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
      {people.length > 0 ? (
        <Card as="section" aria-labelledby="demo" className="bg-transparent! text-sm">
          <h2 id="demo" className="font-semibold">
            Demo people on this server
          </h2>
          <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
            {people.map(({ user: { id, email, role } }) => (
              <Fragment key={id}>
                <dt className="text-muted">{role === 'admin' ? 'Admin' : 'User'}</dt>
                <dd>
                  <Code>{email}</Code>
                </dd>
              </Fragment>
            ))}
            <dt className="text-muted">Password</dt>
            <dd>
              <Code>{DEMO_PASSWORD}</Code>
            </dd>
          </dl>
        </Card>
      ) : null}
    </div>
  )
}
