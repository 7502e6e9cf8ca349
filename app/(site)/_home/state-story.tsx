import Link from 'next/link'
import { Badge } from '@/app/_ui/badge'
import { ButtonLink } from '@/app/_ui/button'
import { cn } from '@/app/_ui/cn'
import { PlaceMark } from '@/app/_ui/place-mark'
import { Carried } from '@/app/_wire/carried'
import type { ModeFacts, Place } from '@/lib/auth/contract'
import type { ModeName } from '@/lib/auth/modes'
import type { Beat, ModeWords } from '@/lib/auth/modes/words'
import { Moves, PLACES } from './moves'

const BEAT_WORDS: Readonly<Record<Beat['name'], string>> = {
  prove: 'Prove',
  create: 'Create state',
  send: 'Send it back',
  verify: 'Verify',
}

const soft: Readonly<Record<Place, string>> = {
  browser: 'bg-browser-soft',
  server: 'bg-server-soft',
  store: 'bg-store-soft',
}

function address(mode: string, step: number): string {
  return `/?mode=${mode}&beat=${String(step + 1)}`
}

/**
 * How each mode remembers somebody, one of four beats at a time. The reader steps through it by links, so that it works
 * without JavaScript and every step has an address.
 */
export function StateStory({
  shown,
  running,
  step,
  facts,
  words,
}: {
  readonly shown: ModeName
  readonly running: ModeName
  /** Index of the beat; anything that is none means the first. */
  readonly step: number
  readonly facts: Readonly<Record<ModeName, ModeFacts>>
  readonly words: Readonly<Record<ModeName, ModeWords>>
}) {
  const { title, travels, check, ends, beats } = words[shown]
  const index = beats[step] ? step : 0
  const beat = beats[index] ?? beats[0]
  const holds = beats.slice(0, index + 1).reduce<Beat['holds']>((all, past) => ({ ...all, ...past.holds }), {})
  const last = index === beats.length - 1

  return (
    <section aria-labelledby="story" className="mt-12 rounded-xl border border-line bg-surface">
      <nav aria-label="Modes" className="border-b border-line px-3 pt-3 sm:px-5">
        <ul className="-mb-px flex flex-wrap gap-x-1">
          {Object.entries(words).map(([name, each]) => (
            <li key={name}>
              <Link
                href={address(name, index)}
                scroll={false}
                prefetch={false}
                aria-current={name === shown ? 'true' : undefined}
                className={cn(
                  'inline-flex min-h-11 items-center gap-2 border-b-2 border-transparent px-3 py-2',
                  'text-sm text-muted hover:text-ink aria-[current]:border-accent',
                  'aria-[current]:text-ink',
                )}
              >
                {each.title}
                {name === running ? <Badge tone="accent">this server</Badge> : null}
              </Link>
            </li>
          ))}
        </ul>
      </nav>

      <div className="p-5 sm:p-8">
        <h2 id="story" className="sr-only">
          {title}, step by step
        </h2>
        <nav aria-label="Steps" className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <ol className="flex flex-wrap gap-2">
            {beats.map(({ name }, at) => (
              <li key={name}>
                <Link
                  href={address(shown, at)}
                  scroll={false}
                  prefetch={false}
                  aria-current={at === index ? 'step' : undefined}
                  className={cn(
                    'inline-flex min-h-9 items-center gap-2 rounded-full border border-line px-3',
                    'text-sm text-muted hover:border-line-strong hover:text-ink',
                    'aria-[current]:border-accent aria-[current]:bg-accent-soft',
                    'aria-[current]:text-accent',
                  )}
                >
                  <span className="tabular-nums">{at + 1}</span>
                  {BEAT_WORDS[name]}
                </Link>
              </li>
            ))}
          </ol>
          <ButtonLink
            href={address(shown, last ? 0 : index + 1)}
            scroll={false}
            prefetch={false}
            variant={last ? 'secondary' : 'primary'}
          >
            {last ? 'Start again' : 'Next step'}
          </ButtonLink>
        </nav>

        <div role="status" className="mt-8 sm:min-h-24">
          <p className="max-w-3xl text-lg text-pretty">
            <span className="sr-only">
              Step {index + 1} of {beats.length}, {BEAT_WORDS[beat.name]}:{' '}
            </span>
            {beat.says}
          </p>
        </div>

        <Moves key={`${shown} ${beat.name}`} moves={beat.moves} played={step >= 0} />
        <h3 className="mt-5 text-sm font-medium text-muted sm:sr-only">What each place holds after this step</h3>
        <ul className="mt-2 grid gap-3 sm:grid-cols-3 sm:gap-4">
          {PLACES.map((place) => (
            <li
              key={place}
              className={cn(
                'min-h-28 rounded-lg border p-4',
                holds[place] ? soft[place] : 'bg-canvas',
                beat.moves.some(({ from, to }) => place === from || place === to) ? 'border-line-strong' : 'border-line',
              )}
            >
              <p className="flex flex-wrap items-center justify-between gap-2">
                <PlaceMark place={place} />
                {beat.holds[place] ? <span className="text-xs text-ink">new in this step</span> : null}
              </p>
              <p className={cn('mt-3 text-sm', holds[place] ? 'text-ink' : 'text-muted')}>
                {holds[place] ?? 'Nothing about this session.'}
              </p>
            </li>
          ))}
        </ul>

        <dl className="mt-8 grid max-w-3xl gap-x-6 gap-y-2 text-sm sm:grid-cols-[auto_1fr]">
          <dt className="text-muted">What travels</dt>
          <dd>
            {travels}, <Carried facts={facts[shown]} />
          </dd>
          <dt className="text-muted">One check</dt>
          <dd>{check}</dd>
          <dt className="text-muted">Signing out</dt>
          <dd className="text-pretty">{ends}</dd>
        </dl>
      </div>
    </section>
  )
}
