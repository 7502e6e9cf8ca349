import type { ModeName } from '@/lib/auth/modes'
import type { ModeWords } from '@/lib/auth/modes/words'
import { Badge } from '@/app/_ui/badge'
import { Code } from '@/app/_ui/code'
import { CopyButton } from '@/app/_ui/copy-button'
import { Popover } from '@/app/_ui/popover'

/** Which mode and store this server runs, and how to run another. Never a switch: the mode is the server's. */
export function ModeBadge({
  mode,
  store,
  words,
}: {
  readonly mode: ModeName
  readonly store: string
  readonly words: Readonly<Record<ModeName, ModeWords>>
}) {
  return (
    <Popover
      labelClassName="font-mono max-sm:px-2! max-sm:text-xs!"
      label={
        <>
          <span className="sr-only">Mode and store of this server: </span>
          {mode} · {store}
        </>
      }
    >
      <p className="text-base font-semibold">How to switch</p>
      <p className="mt-1 text-muted">
        The mode belongs to the server, so it applies to everybody. Stop the server, then start it with one of these
        lines.
      </p>
      <ul className="mt-4 space-y-4">
        {Object.entries(words).map(([name, { title }]) => (
          <li key={name}>
            <p className="flex flex-wrap items-center gap-2 font-medium">
              {title}
              {name === mode ? <Badge tone="accent">this server</Badge> : null}
            </p>
            <div className="mt-1 flex items-center gap-1">
              <Code className="min-w-0 flex-1 px-2! py-1.5!">AUTH_MODE={name} npm run dev</Code>
              <CopyButton text={`AUTH_MODE=${name} npm run dev`} of={`the line for ${title}`} />
            </div>
          </li>
        ))}
      </ul>
      <p className="mt-4 text-muted">
        Or set <Code>AUTH_MODE</Code> in <Code>.env.local</Code> and restart with <Code>npm run dev</Code>. Each mode
        has its own credential, so you sign in once for each.
      </p>
    </Popover>
  )
}
