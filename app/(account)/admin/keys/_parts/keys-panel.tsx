'use client'

import { useApi } from '@/app/_client/api'
import { Fact, Facts } from '@/app/_client/facts'
import { OutcomeNotice, useOutcome } from '@/app/_client/outcome'
import { useResource } from '@/app/_client/resource'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { Confirm } from '@/app/_ui/confirm'
import { Notice } from '@/app/_ui/notice'
import { SubmitButton } from '@/app/_ui/submit-button'
import { TextLink } from '@/app/_ui/text-link'
import { UtcTime } from '@/app/_wire/utc-time'
import type { ModeName } from '@/lib/auth/contract'
import { Loaded } from '../../_parts/loaded'
import { Secrets } from './secrets'

interface Keys {
  readonly keys: readonly { readonly kid: string; readonly alg: string; readonly crv: string; readonly x: string }[]
  /** Null when the key comes from the environment. */
  readonly times:
    | readonly { readonly kid: string; readonly createdAt: string; readonly retiredAt: string | null; readonly acceptedUntil: string | null }[]
    | null
  readonly secretsAccepted: number
}

export function KeysPanel({
  initial,
  mode,
  title,
  signsSessions,
  sealsSessions,
  renewsFromStore,
  tokenSeconds,
}: {
  readonly initial: Keys | null
  readonly mode: ModeName
  readonly title: string
  /** Whether sessions of this mode are signed with these keys. */
  readonly signsSessions: boolean
  /** Whether they are encrypted with the secret. */
  readonly sealsSessions: boolean
  /** Whether a session goes on when what was signed for it is refused. */
  readonly renewsFromStore: boolean
  /** How long a service token lives. */
  readonly tokenSeconds: number
}) {
  const api = useApi()
  const outcome = useOutcome()
  const resource = useResource<Keys>('/api/admin/signing-keys?with=times', initial)

  async function rotate(revoke: boolean) {
    const answer = await api<{ readonly key: { readonly kid: string } }>('POST', '/api/admin/signing-keys', { revoke })
    const signedOut = revoke && signsSessions && !renewsFromStore
    if (!signedOut) await resource.reload()
    if ('refusal' in answer) {
      outcome.say(answer)
      return
    }
    const { kid } = answer.body.key
    const signs = (
      <p>
        New tokens are signed with <Code>{kid}</Code>.
      </p>
    )
    outcome.say({
      title: revoke ? 'Rotated, and the other keys were dropped' : 'Rotated',
      body: revoke ? (
        <>
          {signs}
          <p>Takes effect now: whatever the others signed is refused at its next request.</p>
          {signsSessions ? (
            <p>
              {renewsFromStore
                ? 'So was the access token of this browser; its refresh token got it another just now.'
                : 'So will be the token of this browser: sign in again.'}
            </p>
          ) : null}
        </>
      ) : (
        <>
          {signs}
          <p>What was signed before is accepted until its own end. Nobody is signed out.</p>
        </>
      ),
    })  }

  return (
    <div className="space-y-10">
      <OutcomeNotice outcome={outcome} />
      <Loaded resource={resource}>
        {({ keys, times, secretsAccepted }) => (
          <>
            <section aria-labelledby="keys" className="space-y-4">
              <h2 id="keys" className="text-2xl font-semibold tracking-tight">
                Signing keys
              </h2>
              <p className="max-w-3xl">
                {signsSessions
                  ? `They sign the tokens of people's sessions in this mode, and service tokens.`
                  : `They sign service tokens. People's sessions in this mode do not use them.`}{' '}
                Whoever verifies tokens takes the public halves from{' '}
                <TextLink href="/.well-known/jwks.json" prefetch={false}>
                  /.well-known/jwks.json
                </TextLink>
                .
              </p>
              {times === null ? (
                <Notice title="The key comes from the environment">
                  <p>
                    AUTH_SIGNING_KEY is set, so this server keeps no keys of its own and can rotate none: it would answer 409{' '}
                    <Code>key_from_environment</Code>. To change the key, put another one there and start the server again; what
                    the old one signed is then refused at once. To have keys made and rotated here, unset it.
                  </p>
                </Notice>
              ) : null}
              <ul className="space-y-4">
                {keys.map(({ kid, alg, crv, x }) => {
                  const time = times?.find((one) => one.kid === kid)
                  return (
                    <Card as="li" key={kid}>
                      <div className="mb-3 flex flex-wrap items-center gap-3">
                        <h3 className="min-w-0 font-mono text-sm font-semibold wrap-anywhere">{kid}</h3>
                        {time?.retiredAt ? <Badge>retired, still verifies</Badge> : <Badge tone="accent">signs</Badge>}
                      </div>
                      <Facts>
                        <Fact name="Algorithm">
                          {alg}, {crv}
                        </Fact>
                        <Fact name="Since">{time ? <UtcTime at={Date.parse(time.createdAt)} /> : 'as long as the environment says'}</Fact>
                        {time?.retiredAt ? (
                          <Fact name="Signs nothing since">
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
                })}
              </ul>
              {times === null ? null : (
                <div className="grid gap-6 sm:grid-cols-2">
                  <div>
                    <form action={() => rotate(false)}>
                      <SubmitButton size="sm" pendingLabel="Rotating…">
                        Rotate
                      </SubmitButton>
                    </form>
                    <p className="mt-2 text-sm text-muted text-pretty">
                      A new key signs from now on. The old one verifies until the last token that it signed is over. Ends nothing.
                    </p>
                  </div>
                  <div>
                    <Confirm label="Rotate and drop the others" button="Drop every other key" pendingLabel="Dropping…" onConfirm={() => rotate(true)}>
                      {signsSessions ? (
                        <p>
                          {renewsFromStore
                            ? 'Every access token out there is refused at once. The sessions behind them go on: each browser gets a new one with its refresh token.'
                            : 'Every token of every person is refused at once, yours too. Everybody has to sign in again, and nobody can know how many that is.'}
                        </p>
                      ) : (
                        <p>No session of a person ends: in this mode these keys sign none.</p>
                      )}
                      <p>
                        Every service token is refused at once where this server is asked. Each lives {tokenSeconds} seconds at most; a
                        client asks for another. Who verifies by itself refuses them as soon as it reads the key set anew.
                      </p>
                      <p>It takes effect at the next request. Other processes of this server may trust a key for up to a second more.</p>
                    </Confirm>
                    <p className="mt-2 text-sm text-muted text-pretty">For a key that somebody may have stolen.</p>
                  </div>
                </div>
              )}
            </section>
            <Secrets accepted={secretsAccepted} mode={mode} title={title} seals={sealsSessions} />
          </>
        )}
      </Loaded>
    </div>
  )
}
