import { hkdfSync } from 'node:crypto'
import type { SessionStore, StoredSession } from '@/lib/stores/sessions'
import type { StoredUser } from '@/lib/stores/users'
import { isCurrent, readSessionClaims, recordOf, sessionClaims, sessionOf } from '../credentials/claims'
import type { AuthMode, AuthRequest, ModeConfig, ModeFacts, Session, StateEntry, Verdict } from '../contract'
import { credentialCookie } from '../credentials/cookies'
import { identityOf } from '../credentials/identity'
import { expiry, isFresh } from '../credentials/lifetimes'
import { hashOpaqueId, newOpaqueId } from '../credentials/opaque-id'
import { beginRow, endRows } from '../credentials/session-rows'
import { openSession, signSession } from '../credentials/session-token'
import type { SigningKeys } from '../keys/signing-keys'

/** A refresh token of ours. The prefix keeps it apart from the ids of `database` mode, whose rows it shares a table with. */
const REFRESH = /^r\.[\w-]{43}$/

/**
 * Two cookies. A signed access token that lives for minutes says who it is, and no check of it asks the store. An opaque
 * refresh token, good for one use, gets the next pair from the session's row; RFC 9700 section 4.14.
 *
 * The row holds the hash of the one live refresh token, so a session never has two. Rotating it is one conditional
 * write. Whoever lost that race comes with the immediate parent, and within the grace gets the same successor, which is
 * derived from the parent and a salt that only the store knows. Any other spent token was copied: the session ends.
 */
export function hybridMode(deps: {
  readonly config: ModeConfig
  readonly keys: SigningKeys
  readonly sessions: SessionStore
}): AuthMode<'hybrid'> {
  const { config, keys, sessions } = deps
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
    const opened = await openSession(sent.value, 'access', keys, req.now)
    req.trace.step('server', 'Verify the signature', 'Ed25519, with the public key that the access token names')
    if ('reason' in opened) return { ok: false, reason: opened.reason }
    const claims = readSessionClaims(opened.payload, config.issuer, req.now)
    if (!claims) return { ok: false, reason: 'malformed' }
    const current = isCurrent(claims, req.now, config) && req.now < claims.issuedMs + config.accessMs
    req.trace.step('server', 'Check the claims', current ? 'for us, and within every limit' : 'its time is over')
    if (!current) return { ok: false, reason: 'expired' }
    const fresh = isFresh(claims.issuedMs, req.now, config.idleMs) && req.now < claims.issuedMs + config.accessMs / 2
    return { ok: true, session: sessionOf(claims), issuedAt: claims.issuedMs, fresh, record: recordOf(claims) }
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

  /** What the refresh cookie stands for, live or spent; null when for nothing. */
  async function lookUp(token: string) {
    const hash = hashOpaqueId(token)
    const found = await sessions.find(hash)
    return found ? { ...found, spent: null } : sessions.findSpent(hash).then((old) => old && { ...old, spent: old })
  }

  async function renew(req: AuthRequest): ReturnType<NonNullable<AuthMode['renew']>> {
    const rejected = (reason: Extract<Verdict, { ok: false }>['reason'], row?: StoredSession) => ({
      verdict: { ok: false, reason, ...(row && { about: { sessionId: row.id, userId: row.userId, epoch: row.epoch } }) } as const,
      effects: [],
    })
    const sent = refresh.read(req)
    if ('reason' in sent) return rejected(sent.reason)
    if (!REFRESH.test(sent.value)) return rejected('malformed')

    const salt = newOpaqueId()
    let found = await lookUp(sent.value)
    req.trace.step('store', 'Look the refresh token up', found ? (found.spent ? 'spent already' : '1 row, by its hash') : 'no such row')
    if (!found || found.user.disabled) return rejected('revoked')
    if (req.now >= Math.min(found.session.expiresAt, expiry(found.session.createdAt, found.session.lastSeenAt, config))) {
      return rejected('expired')
    }
    let next = successor(sent.value, salt)
    if (!found.spent) {
      const times = { lastSeenAt: req.now, expiresAt: expiry(found.session.createdAt, req.now, config) }
      const won = await sessions.rotate(hashOpaqueId(sent.value), { tokenHash: hashOpaqueId(next), salt, ...times })
      req.trace.step('store', 'Rotate it', won ? '1 row written' : 'another request was faster')
      if (!won) found = await lookUp(sent.value)
    }
    if (!found) return rejected('revoked')
    if (found.spent) {
      const { spentAt, salt: kept } = found.spent
      if (kept === null || req.now - spentAt >= config.graceMs) {
        const { id, userId } = found.session
        const ended = await sessions.end(userId, id, { at: req.now, by: null, why: 'refresh_replayed' })
        req.trace.step('store', 'End the session', 'this token was used before: somebody holds a copy')
        return ended ? rejected('replayed', found.session) : rejected('revoked')
      }
      next = successor(sent.value, kept)
      req.trace.step('server', 'Make the same successor', 'rotated a moment ago by another request of this client')
    }
    const { claims, effects } = await pair(found.session, found.user, next, req.now)
    req.trace.step('server', 'Sign a new access token')
    return { verdict: { ok: true, session: sessionOf(claims), issuedAt: req.now, fresh: true, record: recordOf(claims) }, effects }
  }

  return {
    name: 'hybrid',
    facts: { ...facts(access.name, refresh.name), longestMs: config.maxMs },
    verify,
    renew,

    async issue(user, req) {
      const token = `r.${newOpaqueId()}`
      const { row, ended } = await beginRow(sessions, 'hybrid', user, token, req, config)
      const { claims, effects } = await pair(row, user, token, req.now)
      return { session: sessionOf(claims), effects, ended }
    },

    async identify(req) {
      const sent = refresh.read(req)
      const found = 'value' in sent && REFRESH.test(sent.value) ? await lookUp(sent.value) : null
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
        return { takesEffect: 'at-expiry', at, why: 'The role is written in the access token. The next one has the new role.', effects, ended: [] }
      }
      const ended = await endRows(sessions, target, { ...cause, at: req.now }, actor)
      req.trace.step('store', 'End the row', `${String(ended.length)} written`)
      const why = 'Nothing renews any more. An access token already out is accepted until its own end, because no check of it asks the store.'
      return { takesEffect: 'at-expiry', at, why, effects, ended }
    },

    list: (query) => sessions.list({ ...query, mode: 'hybrid' }),

    forget: drop,

    state: ({ record, session }, req): readonly StateEntry[] => [
      {
        where: 'browser',
        what: `Cookie ${access.name}: who you are, signed, for a few minutes`,
        bytes: req.cookies(access.name)[0]?.length ?? null,
        readableByScript: false,
        content: record,
      },
      {
        where: 'browser',
        what: `Cookie ${refresh.name}: a random token, good for one renewal`,
        bytes: req.cookies(refresh.name)[0]?.length ?? null,
        readableByScript: false,
        content: {},
      },
      { where: 'server', what: 'The signing key, and its public half that verifies', bytes: null, readableByScript: false, content: {} },
      {
        where: 'store',
        what: 'Row in sessions with the hash of the refresh token; this check did not read it',
        bytes: null,
        readableByScript: false,
        content: { id: session.id },
      },
    ],
  }
}

/** The one token that can follow `token`: nobody without the store knows the salt, nobody without the token can use it. */
function successor(token: string, salt: string): string {
  return `r.${Buffer.from(hkdfSync('sha256', token, salt, 'stateside: the next refresh token', 32)).toString('base64url')}`
}

const facts = (accessName: string, refreshName: string): Omit<ModeFacts, 'longestMs'> => ({
  carrier: 'cookie',
  credentialName: accessName,
  cookies: [accessName, refreshName],
  credentialKind: 'jws',
  rscCanRead: true,
  stateLives: 'browser',
  revocation: 'at-expiry',
  endsFromElsewhere: true,
  title: 'Access and refresh tokens',
  travels: 'a short signed JWT, and a refresh token that rotates',
  check: 'verify a signature; the store only at a renewal',
  ends: 'This browser drops both cookies and the session cannot be renewed. A copy of the access token stays good for its last minutes.',
  beats: [
    {
      name: 'prove',
      from: 'browser',
      to: 'server',
      says: 'You send your e-mail address and password, once.',
      holds: {},
    },
    {
      name: 'create',
      from: 'server',
      to: 'store',
      says: 'The server signs an access token that lives for minutes, draws a refresh token, stores a row under its SHA-256, and answers with two cookies.',
      holds: {
        store: 'a row: whose session, and which refresh token is live',
        server: 'a signing key, the same for everybody',
        browser: 'two cookies: a signed access token and a random refresh token',
      },
    },
    {
      name: 'send',
      from: 'browser',
      to: 'server',
      says: 'Your browser sends both cookies along with every request. Only the access token is looked at.',
      holds: {},
    },
    {
      name: 'verify',
      from: 'server',
      to: 'store',
      says: 'The server verifies a signature and asks nobody. Once the minutes are over it takes the refresh token, asks the store, and replaces both: that is when it learns that the session was ended.',
      holds: {},
    },
  ],
})
