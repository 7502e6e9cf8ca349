import type { AuthRequest, Session } from '@/lib/auth/contract'
import { createMode, type ModeName } from '@/lib/auth/modes'
import { identityOf } from '@/lib/auth/credentials/identity'
import { storedSigningKeys } from '@/lib/auth/keys/signing-keys'
import { parseEnv } from '@/lib/env'
import { SERVERS } from './servers'
import { withStores } from './stores'

/** As Playwright's `context.addCookies` takes it. */
export interface MintedCookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  readonly path: string
  readonly httpOnly: boolean
  readonly secure: boolean
  readonly sameSite: 'Lax'
  /** Seconds since epoch. */
  readonly expires: number
}

export interface Minted {
  readonly session: Session
  readonly cookies: readonly MintedCookie[]
  /** What a script would keep, where the mode hands a token over. */
  readonly token: string | null
}

/**
 * A real credential for someone who has an account on the server of `mode`, made as that server makes it: with its
 * secret, over its database. With a `now` in the past, one that was issued then; ms since epoch.
 */
export async function mintSession(mode: ModeName, user: { readonly email: string }, now = Date.now()): Promise<Minted> {
  const { secrets, appUrl: issuer, revocation, ...limits } = parseEnv(SERVERS[mode].env)
  return withStores(SERVERS[mode].databaseUrl, async (stores) => {
    const found = await stores.users.findByEmail(user.email)
    if (!found) throw new Error(`${user.email} has no account on the ${mode} server`)
    const keys = storedSigningKeys({ store: stores.signingKeys, secrets, keepMs: limits.bearerMs })
    const made = createMode(mode, { config: { issuer, ...limits }, secrets, stores, keys, revocation })
    const { session, effects } = await made.issue(identityOf(found.user), nobody(now))
    const handedOver = effects.find((effect) => effect.kind === 'hand-over')
    const cookies = effects.flatMap((effect): MintedCookie[] => {
      if (effect.kind !== 'set-cookie') return []
      const { path, httpOnly, secure: secureOnly, maxAge } = effect.attributes
      return [
        {
          name: effect.name,
          value: effect.value,
          domain: new URL(issuer).hostname,
          path,
          httpOnly,
          secure: secureOnly,
          sameSite: 'Lax',
          // The browser must still send what the server has to refuse.
          expires: Math.ceil(Date.now() / 1000) + maxAge,
        },
      ]
    })
    return { session, cookies, token: handedOver?.token ?? null }
  })
}

/** A request that carries nothing. */
function nobody(now: number): AuthRequest {
  return {
    now,
    clock: () => now,
    gone: () => false,
    cookies: () => [],
    authorizations: () => [],
    device: { ip: null, userAgent: 'mintSession' },
    trace: { step: () => undefined },
  }
}
