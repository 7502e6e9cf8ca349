import type { UserStore } from '@/db/stores/contract'
import { isCurrent, readSessionClaims, recordOf, sessionClaims, sessionOf, type SessionClaims } from './claims'
import type { AuthMode, AuthRequest, Identity, ModeConfig, ModeFacts, RejectReason, Verdict } from './contract'
import type { CredentialCookie } from './cookies'
import { expiry, isFresh } from './lifetimes'

/** Turns claims into a credential and back. Hostile input is a reason, never a throw. */
export interface Codec {
  encode(claims: SessionClaims): Promise<string>
  decode(credential: string): Promise<{ payload: Readonly<Record<string, unknown>> } | { reason: RejectReason }>
  /** What decoding is, for the trace: the act, and with what. */
  readonly opens: readonly [label: string, detail: string]
}

/**
 * A session that lives inside its own credential, in a cookie. No check asks the store; only a renewal does, and it is
 * then that a changed role is felt and a disabled person turned away. Modes differ in the codec alone.
 */
export function selfContainedMode<N extends string>(
  name: N,
  facts: ModeFacts,
  cookie: CredentialCookie,
  codec: Codec,
  deps: { readonly config: ModeConfig; readonly users: Pick<UserStore, 'findById'> },
): AuthMode<N> {
  const { config, users } = deps

  async function verify(req: AuthRequest): Promise<Verdict> {
    const sent = cookie.read(req)
    if ('reason' in sent) return { ok: false, reason: sent.reason }
    const opened = await codec.decode(sent.value)
    req.trace.step('server', ...codec.opens)
    if ('reason' in opened) return { ok: false, reason: opened.reason }

    const claims = readSessionClaims(opened.payload, config.issuer)
    if (!claims) return { ok: false, reason: 'malformed' }
    const current = isCurrent(claims, req.now, config)
    req.trace.step('server', 'Check the claims', current ? 'for us, and within both limits' : 'idle or absolute limit passed')
    if (!current) return { ok: false, reason: 'expired' }
    return {
      ok: true,
      session: sessionOf(claims),
      fresh: isFresh(claims.issuedMs, req.now, config.idleMs),
      record: recordOf(claims),
    }
  }

  async function seal(user: Identity, createdMs: number, now: number, sid?: string) {
    const times = { createdMs, issuedMs: now, expiresMs: expiry(createdMs, now, config) }
    const claims = sessionClaims(user, config.issuer, times, sid)
    // Past the idle limit the browser still sends it, so that an expired session can be told so.
    return { claims, effects: [cookie.set(await codec.encode(claims), createdMs + config.maxMs - now)] }
  }

  return {
    name,
    facts,
    verify,

    async issue(user, req) {
      const { claims, effects } = await seal(user, req.now, req.now)
      return { session: sessionOf(claims), effects }
    },

    async renew(req) {
      const verdict = await verify(req)
      if (!verdict.ok) return { verdict, effects: [] }
      const { session } = verdict
      const user = await users.findById(session.user.id)
      req.trace.step('store', 'Read the person', user ? '1 row, by primary key' : 'no such row')
      if (!user || user.disabled) return { verdict: { ok: false, reason: 'revoked' }, effects: [] }
      const { claims, effects } = await seal(user, session.createdAt, req.now, session.id)
      req.trace.step('server', 'Make a new credential')
      return { verdict: { ok: true, session: sessionOf(claims), fresh: true, record: recordOf(claims) }, effects }
    },

    revoke(target, req) {
      // A copy can renew itself until the absolute limit, and nobody keeps a list to strike it from.
      const at = (target.kind === 'this' ? target.session.createdAt : req.now) + config.maxMs
      return Promise.resolve({
        takesEffect: 'at-expiry',
        at,
        why: 'No server keeps a list of these sessions: whoever holds a copy can use and renew it until then.',
        effects: target.kind === 'this' ? cookie.clear(req) : [],
      })
    },

    forget: (req) => cookie.clear(req),

    state: ({ record }, req) => [
      {
        where: 'browser',
        what: `Cookie ${cookie.name}: every fact about the session, encrypted`,
        bytes: req.cookies(cookie.name)[0]?.length ?? null,
        readableByScript: false,
        content: record,
      },
      {
        where: 'server',
        what: 'AUTH_SECRET: the one key that opens and makes every such cookie',
        bytes: null,
        readableByScript: false,
        content: {},
      },
    ],
  }
}
