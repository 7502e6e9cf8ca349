import type { StoredSession } from '@/lib/stores/sessions'
import type { Stores } from '@/lib/stores/stores'
import type { StoredUser } from '@/lib/stores/users'
import { endOf, recordOf, sessionClaims, sessionOf } from '../credentials/claims'
import type { AuthMode, AuthRequest, ModeConfig, Session, StateEntry, Verdict } from '../contract'
import { credentialCookie } from '../credentials/cookies'
import { identityOf } from '../credentials/identity'
import { expiry, isFresh } from '../credentials/lifetimes'
import { claimsReader } from '../credentials/open-claims'
import { newRefreshToken, refreshTokens, type Rotated } from '../credentials/refresh-tokens'
import { beginRow, endRows } from '../credentials/session-rows'
import { openSession, signSession } from '../credentials/session-token'
import type { SigningKeys } from '../keys/signing-keys'
import type { OwnWords } from './words'

/**
 * Two cookies. A signed access token that lives for minutes says who it is, and no check of it asks the store. An opaque
 * refresh token, good for one use, gets the next pair from the session's row.
 */
export function hybridMode(deps: {
  readonly config: ModeConfig
  readonly keys: SigningKeys
  readonly stores: Pick<Stores, 'sessions'>
}): AuthMode<'hybrid'> {
  const { config, keys } = deps
  const { sessions } = deps.stores
  const tokens = refreshTokens(sessions, config)
  const readClaims = claimsReader(config.issuer, {
    open: (token, now) => openSession(token, 'access', keys, now),
    opens: ['Verify the signature', 'Ed25519, with the public key that the access token names'],
  })
  const access = credentialCookie('stateside-access', config.secure)
  const refresh = credentialCookie('stateside-refresh', config.secure)
  const drop = (req: AuthRequest) => [...access.drop(req), ...refresh.drop(req)]

  async function verify(req: AuthRequest): Promise<Verdict> {
    const sent = access.read(req)
    if ('reason' in sent) {
      // The browser dropped it when its time was over.
      const over = sent.reason === 'missing' && req.cookies(refresh.name).length > 0
      return { ok: false, reason: over ? 'expired' : sent.reason }
    }
    const read = await readClaims(sent.value, req)
    if ('reason' in read) return { ok: false, reason: read.reason }
    const { claims, payload } = read
    const until = Math.min(endOf(claims, config), claims.issuedMs + config.accessMs)
    const current = req.now < until
    req.trace.step('server', 'Check the claims', current ? 'for us, and within every limit' : 'it has expired')
    if (!current) return { ok: false, reason: 'expired' }
    const fresh = isFresh(claims.issuedMs, req.now, config.idleMs) && req.now < claims.issuedMs + config.accessMs / 2
    return { ok: true, session: sessionOf(claims), issuedAt: claims.issuedMs, until, fresh, record: () => recordOf(payload) }
  }

  /** The two cookies for a session whose row says this. */
  async function pair(row: StoredSession, user: StoredUser | Session['user'], token: string, now: number) {
    const times = { createdMs: row.createdAt, issuedMs: now, expiresMs: expiry(row.createdAt, now, config) }
    const claims = sessionClaims(user, config.issuer, times, row.id)
    const signed = await signSession(claims, 'access', Math.min(now + config.accessMs, claims.expiresMs), keys)
    // Both outlive the idle limit, so that an expired session can be told so.
    const keptMs = row.createdAt + config.maxMs - now
    return { claims, effects: [access.give(signed, keptMs), refresh.give(token, keptMs)] }
  }

  async function renew(req: AuthRequest): ReturnType<NonNullable<AuthMode['renew']>> {
    const sent = refresh.read(req)
    const rotated: Rotated = 'reason' in sent ? sent : await tokens.rotate(sent.value, req)
    if ('reason' in rotated) {
      const { reason, row } = rotated
      return { verdict: { ok: false, reason, ...(row && { about: { sessionId: row.id, userId: row.userId, epoch: row.epoch } }) }, effects: [] }
    }
    const { claims, effects } = await pair(rotated.row, rotated.user, rotated.next, req.now)
    req.trace.step('server', 'Sign a new access token')
    return { verdict: { ok: true, session: sessionOf(claims), issuedAt: req.now, fresh: true, record: () => recordOf(claims) }, effects }
  }

  return {
    name: 'hybrid',
    facts: {
      ...access.facts,
      cookies: [access.name, refresh.name],
      credentialKind: 'jws',
      provenBy: 'key',
      stateLives: 'browser',
      checkReads: 'nothing',
      renews: 'refresh-token',
      lists: true,
      revocation: 'at-expiry',
      endsFromElsewhere: true,
      longestMs: config.maxMs,
    },
    verify,
    renew,

    async issue(user, req) {
      const token = newRefreshToken()
      const { row, ended } = await beginRow(sessions, 'hybrid', user, token, req, config)
      const { claims, effects } = await pair(row, user, token, req.now)
      return { session: sessionOf(claims), effects, ended }
    },

    async identify(req) {
      const sent = refresh.read(req)
      const found = 'value' in sent ? await tokens.find(sent.value) : null
      // A token spent long ago is no proof of holding the session now.
      if (found && found.spent?.salt !== null) {
        const { id, createdAt, expiresAt } = found.session
        return { id, user: identityOf(found.user), createdAt, expiresAt }
      }
      const verdict = await verify(req)
      return verdict.ok ? verdict.session : null
    },

    async revoke(target, req, cause, actor) {
      const effects = target.kind === 'this' ? drop(req) : []
      const at = req.now + config.accessMs
      if (target.kind === 'role') {
        return { takesEffect: 'at-expiry', at, why: 'The role is written into the access token. The next one has the new role.', effects, ended: [] }
      }
      const ended = await endRows(sessions, target, { ...cause, at: req.now }, actor)
      req.trace.step('store', 'End the row', `${String(ended.length)} written`)
      const why = 'The session cannot be renewed any more. An access token already issued is accepted until it expires, because checking it does not ask the store.'
      return { takesEffect: 'at-expiry', at, why, effects, ended }
    },

    list: (query) => sessions.list({ ...query, mode: 'hybrid' }),

    forget: drop,

    state({ record, session }, req): readonly StateEntry[] {
      const sent = (name: string) => ({ where: 'browser', bytes: req.cookies(name)[0]?.length ?? null, readableByScript: false }) as const
      const kept = { bytes: null, readableByScript: false }
      return [
        { ...sent(access.name), what: `Cookie ${access.name}: who you are, signed, for a few minutes`, content: record() },
        { ...sent(refresh.name), what: `Cookie ${refresh.name}: a random token, good for one renewal`, content: {} },
        { ...kept, where: 'server', what: 'The signing key, and its public half that verifies', content: {} },
        { ...kept, where: 'store', what: 'Row in sessions with the hash of the refresh token; this check did not read it', content: { id: session.id } },
      ]
    },
  }
}

export const words: OwnWords = {
  title: 'Access and refresh tokens',
  travels: 'a short signed JWT, and a refresh token that rotates',
  ends: 'This browser drops both cookies and the session cannot be renewed. A copy of the access token stays good for its remaining minutes.',
  create:
    'The server signs an access token that lives for minutes, draws a refresh token, stores a row under its SHA-256, and answers with two cookies.',
  holds: {
    store: 'a row: whose session, and which refresh token is live',
    server: 'a signing key, the same for everybody',
    browser: 'two cookies: a signed access token and a random refresh token',
  },
  send: 'Your browser sends both cookies along with every request. Only the access token is looked at.',
  verify:
    'The server verifies a signature and asks nobody. Once the access token has expired it takes the refresh token, asks the store, and replaces both: that is when it learns that the session was ended.',
}
