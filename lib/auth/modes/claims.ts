import { counts, type UserStore } from '@/lib/stores/users'
import type { Carrier } from '../credentials/carrier'
import { endOf, recordOf, sessionClaims, sessionOf, type SessionClaims } from '../credentials/claims'
import type { AuthMode, AuthRequest, Identity, ModeConfig, ModeFacts, RevokeTarget, Verdict } from '../contract'
import { expiry, isFresh } from '../credentials/lifetimes'
import { claimsReader, type Opener } from '../credentials/open-claims'

/** How claims become a credential, and are read again. Hostile input is a reason, never a throw. */
export interface Envelope extends Opener {
  readonly kind: ModeFacts['credentialKind']
  seal(claims: SessionClaims): Promise<string>
}

/**
 * A session that lives inside its own credential, as claims in an envelope. No check asks the store; only a renewal does, and
 * it is then that a changed role is felt and a disabled person turned away. Modes differ in the envelope, in what carries
 * it, and in whether there is a renewal.
 */
export function claimsMode<N extends string>(
  name: N,
  carrier: Carrier,
  envelope: Envelope,
  deps: {
    readonly config: Pick<ModeConfig, 'issuer' | 'maxMs'>
    /** How long one credential is accepted, in ms. */
    readonly lifeMs: number
    /** Asked at a renewal. Absent where nothing renews. */
    readonly users?: Pick<UserStore, 'findById'>
    /** What the browser and the server keep, for the state map. */
    readonly keeps: { readonly browser: string; readonly server: string }
  },
): AuthMode<N> {
  const { config, lifeMs, users, keeps } = deps
  const readClaims = claimsReader(config.issuer, envelope)
  // What nothing renews lives no longer from its beginning than one credential does.
  const limits = { idleMs: lifeMs, maxMs: users ? config.maxMs : Math.min(lifeMs, config.maxMs) }

  async function verify(req: AuthRequest): Promise<Verdict> {
    const sent = carrier.read(req)
    if ('reason' in sent) return { ok: false, reason: sent.reason }
    const read = await readClaims(sent.value, req)
    if ('reason' in read) return { ok: false, reason: read.reason }
    const { claims, payload } = read
    const until = endOf(claims, limits)
    const current = req.now < until
    req.trace.step('server', 'Check the claims', current ? 'for us, and within both limits' : 'idle or absolute limit passed')
    if (!current) return { ok: false, reason: 'expired' }
    return {
      ok: true,
      session: sessionOf(claims),
      issuedAt: claims.issuedMs,
      until,
      fresh: users === undefined || isFresh(claims.issuedMs, req.now, lifeMs),
      record: () => recordOf(payload),
    }
  }

  /** `until`: no longer than that, whatever the limits are by now. */
  async function make(user: Identity, createdMs: number, now: number, sid?: string, until = Infinity) {
    const times = { createdMs, issuedMs: now, expiresMs: Math.min(until, expiry(createdMs, now, limits)) }
    const claims = sessionClaims(user, config.issuer, times, sid)
    // What can be renewed is kept past the idle limit, so that an expired session can be told so. Of what cannot, the answer
    // promises whole seconds, and no more than its `exp` gives.
    const keptUntil = users ? createdMs + config.maxMs : Math.floor(claims.expiresMs / 1000) * 1000
    return { claims, effects: [carrier.give(await envelope.seal(claims), keptUntil - now)] }
  }

  /** When the last copy of what is revoked is over: where a copy can renew itself, at the absolute limit. */
  function lastsUntil(target: RevokeTarget, now: number): number {
    // A renewal asks the store, which has begun the person's next epoch.
    if (target.kind === 'user' || target.kind === 'role') return now + lifeMs
    if (target.kind === 'session') return now + limits.maxMs
    return users ? target.session.createdAt + config.maxMs : target.session.expiresAt
  }

  return {
    name,
    facts: {
      ...carrier.facts,
      credentialKind: envelope.kind,
      provenBy: 'key',
      stateLives: 'browser',
      checkReads: 'nothing',
      renews: users ? 'itself' : 'never',
      lists: false,
      revocation: 'at-expiry',
      endsFromElsewhere: false,
      longestMs: limits.maxMs,
    },
    verify,

    async issue(user, req) {
      const { claims, effects } = await make(user, req.now, req.now)
      return { session: sessionOf(claims), effects }
    },

    ...(users && {
      async renew(req: AuthRequest) {
        const verdict = await verify(req)
        if (!verdict.ok) return { verdict, effects: [] }
        const { session } = verdict
        const user = await users.findById(session.user.id)
        req.trace.step('store', 'Read the person', user ? '1 row, by primary key' : 'no such row')
        if (!user || !counts(user, { id: session.id, epoch: session.user.epoch })) return { verdict: { ok: false, reason: 'revoked' }, effects: [] }
        const { claims, effects } = await make(user, session.createdAt, req.now, session.id)
        req.trace.step('server', 'Make a new credential')
        const renewed: Verdict = { ok: true, session: sessionOf(claims), issuedAt: req.now, fresh: true, record: () => recordOf(claims) }
        return { verdict: renewed, effects }
      },
    }),

    ...(!users && {
      async reissue(user: Identity, req: AuthRequest) {
        const verdict = await verify(req)
        if (!verdict.ok) return { verdict, effects: [] }
        const { id, createdAt, expiresAt } = verdict.session
        const { claims, effects } = await make(user, createdAt, req.now, id, expiresAt)
        return { verdict: { ...verdict, session: sessionOf(claims), issuedAt: req.now, record: () => recordOf(claims) }, effects }
      },
    }),

    revoke: (target, req) =>
      Promise.resolve({
        takesEffect: 'at-expiry',
        at: lastsUntil(target, req.now),
        why:
          target.kind === 'role'
            ? 'The role is written into the credential, and no check asks the database for it.'
            : `The server keeps no list of these sessions: whoever holds a copy can use${users && target.kind !== 'user' ? ' and renew' : ''} it until then.`,
        effects: target.kind === 'this' ? carrier.drop(req) : [],
        ended: [],
      }),

    forget: (req) => carrier.drop(req),

    state({ record }, req) {
      const sent = carrier.read(req)
      return [
        {
          where: 'browser',
          what: keeps.browser,
          bytes: 'value' in sent ? sent.value.length : null,
          readableByScript: carrier.facts.readableByScript,
          content: record(),
        },
        { where: 'server', what: keeps.server, bytes: null, readableByScript: false, content: {} },
      ]
    },
  }
}
