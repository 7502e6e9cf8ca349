'use client'

import { useResource } from '@/app/_client/resource'
import { Code } from '@/app/_ui/code'
import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'
import type { signingKeysBody } from '@/lib/http/bodies'
import type { ModeName } from '@/lib/auth/modes'
import { useChanges } from '../../_parts/acting'
import { Loaded } from '../../_parts/loaded'
import { KeyCard } from './key-card'
import { Rotation, type Signed } from './rotation'
import { Secrets } from './secrets'

type Keys = Awaited<ReturnType<typeof signingKeysBody>>

export function KeysPanel({
  initial,
  mode,
  title,
  sealsSessions,
  ...signed
}: Signed & {
  readonly initial: Keys | null
  readonly mode: ModeName
  readonly title: string
  /** Whether sessions of this mode are encrypted with the secret. */
  readonly sealsSessions: boolean
}) {
  const resource = useResource<Keys>('/api/admin/signing-keys?with=times', initial)
  const changes = useChanges(resource.reload)
  return (
    <Loaded resource={resource}>
      {({ keys, times, secretsAccepted }) => (
        <div className="space-y-10">
          <section aria-labelledby="keys" className="space-y-4">
            <h2 id="keys" className="text-2xl font-semibold tracking-tight">
              Signing keys
            </h2>
            <p className="max-w-3xl">
              {signed.signsSessions
                ? `They sign the tokens of people's sessions in this mode, and service tokens.`
                : `They sign service tokens. People's sessions in this mode do not use them.`}{' '}
              Whoever verifies tokens gets the public keys from{' '}
              <TextLink href="/.well-known/jwks.json" prefetch={false}>
                /.well-known/jwks.json
              </TextLink>
              .
            </p>
            {times === null ? <FromEnvironment /> : null}
            <ul className="space-y-4">
              {keys.map((key) => (
                <KeyCard key={key.kid} of={key} time={times?.find(({ kid }) => kid === key.kid)} />
              ))}
            </ul>
            {times === null ? null : <Rotation changes={changes} {...signed} />}
          </section>
          <Secrets accepted={secretsAccepted} mode={mode} title={title} seals={sealsSessions} />
        </div>
      )}
    </Loaded>
  )
}

function FromEnvironment() {
  return (
    <Notice title="The key comes from the environment">
      <p>
        AUTH_SIGNING_KEY is set, so this server keeps no keys of its own and has none to rotate: it would answer 409{' '}
        <Code>key_from_environment</Code>. To change the key, put another one there and restart the server; what the old
        one signed is then refused at once. To have keys made and rotated here, unset it.
      </p>
    </Notice>
  )
}
