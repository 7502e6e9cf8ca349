import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'
import { Carried } from '@/app/_wire/carried'
import type { ModeFacts } from '@/lib/auth/contract'
import type { ModeWords } from '@/lib/auth/modes/words'

/** One mode in a few words. */
export function ModeCard({
  name,
  words: { title, travels, check, ends },
  facts,
  running,
}: {
  readonly name: string
  readonly words: ModeWords
  readonly facts: ModeFacts
  /** Whether this server runs in it. */
  readonly running: boolean
}) {
  return (
    <Card as="li" id={name} className="flex flex-col">
      <h3 className="flex flex-wrap items-center gap-2 text-lg font-semibold">
        <TextLink href={`/docs/${name}`} prefetch={false}>
          {title}
        </TextLink>
        {running ? <Badge tone="accent">this server</Badge> : null}
      </h3>
      <p className="mt-1">
        <Code>AUTH_MODE={name}</Code>
      </p>
      <dl className="my-4 space-y-3 text-sm">
        <div>
          <dt className="text-muted">What travels</dt>
          <dd>
            {travels}, <Carried facts={facts} />
          </dd>
        </div>
        <div>
          <dt className="text-muted">One check</dt>
          <dd>{check}</dd>
        </div>
        <div>
          <dt className="text-muted">Signing out</dt>
          <dd className="text-pretty">{ends}</dd>
        </div>
      </dl>
      <p className="mt-auto text-sm">
        <TextLink href={`/?mode=${name}&beat=1`} prefetch={false}>
          Step through it
        </TextLink>
      </p>
    </Card>
  )
}
