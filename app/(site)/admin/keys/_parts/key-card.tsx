import { Fact, Facts } from '@/app/_client/facts'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { UtcTime } from '@/app/_wire/utc-time'
import type { signingKeysBody } from '@/lib/http/bodies'

type Keys = Awaited<ReturnType<typeof signingKeysBody>>

/** A public key; `time` is undefined where it comes from the environment. */
export function KeyCard({
  of: { kid, alg, crv, x },
  time,
}: {
  readonly of: Keys['keys'][number]
  readonly time: NonNullable<Keys['times']>[number] | undefined
}) {
  return (
    <Card as="li">
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <h3 className="min-w-0 font-mono text-sm font-semibold wrap-anywhere">{kid}</h3>
        {time?.retiredAt ? <Badge>retired, still verifies</Badge> : <Badge tone="accent">signs</Badge>}
      </div>
      <Facts>
        <Fact name="Algorithm">
          {alg}, {crv}
        </Fact>
        <Fact name="Since">{time ? <UtcTime at={Date.parse(time.createdAt)} /> : 'set in the environment'}</Fact>
        {time?.retiredAt ? (
          <Fact name="Stopped signing">
            <UtcTime at={Date.parse(time.retiredAt)} />
          </Fact>
        ) : null}
        {time?.acceptedUntil ? (
          <Fact name="What it signed is accepted until">
            <UtcTime at={Date.parse(time.acceptedUntil)} />
          </Fact>
        ) : null}
        <Fact name="Public key, x">
          <Code>{x}</Code>
        </Fact>
      </Facts>
    </Card>
  )
}
