import type { Stores } from '@/lib/stores/stores'
import type { AuthMode, AuthRequest, ModeConfig, Verdict } from '../contract'
import { credentialCookie } from '../credentials/cookies'
import { identityOf } from '../credentials/identity'
import { expiry, isFresh } from '../credentials/lifetimes'
import { beginRow, endRows } from '../credentials/session-rows'
import { hashOpaqueId, newOpaqueId } from '../credentials/opaque-id'
import type { OwnWords } from './words'

/** What its rows are known by. */
export const DATABASE = 'database'

/** How exact "last seen" is, in ms: a session is written at most this often, however busy it is. */
const SEEN_MS = 60_000

/** Bounds what is hashed and looked up. Ours have 43 characters; next-auth's own, through the adapter, may have more. */
const PLAUSIBLE = /^[\w-]{32,128}$/

/**
 * A session is a row; the cookie holds a random id that means nothing by itself. Each check is one indexed read, which
 * also brings the person as they are now, so ending a session or changing a role is felt at the next request.
 */
export function databaseMode(deps: { readonly config: ModeConfig; readonly stores: Pick<Stores, 'sessions'> }): AuthMode<typeof DATABASE> {
  const { config } = deps
  const { sessions } = deps.stores
  const cookie = credentialCookie('stateside-database', config.secure)

  async function verify(req: AuthRequest): Promise<Verdict> {
    const sent = cookie.read(req)
    if ('reason' in sent) return { ok: false, reason: sent.reason }
    if (!PLAUSIBLE.test(sent.value)) return { ok: false, reason: 'malformed' }
    const tokenHash = hashOpaqueId(sent.value)
    req.trace.step('server', 'Hash the id', 'SHA-256, because the table knows no id, only hashes')

    const found = await sessions.find(tokenHash)
    req.trace.step('store', 'Read the session and its person', found ? '1 row, by primary key' : 'no such row')
    if (!found) {
      const row = await sessions.findEnded(tokenHash)
      return { ok: false, reason: 'revoked', ...(row && { about: { sessionId: row.id, userId: row.userId, epoch: row.epoch } }) }
    }
    if (found.user.disabled) return { ok: false, reason: 'revoked' }

    const { session: row, user } = found
    const expiresAt = Math.min(row.expiresAt, expiry(row.createdAt, row.lastSeenAt, config))
    const expired = req.now >= expiresAt
    req.trace.step('server', 'Compare the times', expired ? 'idle or absolute limit passed' : 'within both limits')
    if (expired) return { ok: false, reason: 'expired' }
    return {
      ok: true,
      session: { id: row.id, user: identityOf(user), createdAt: row.createdAt, expiresAt },
      issuedAt: req.now,
      fresh: isFresh(row.lastSeenAt, req.now, config.idleMs) && req.now - row.lastSeenAt < SEEN_MS,
      // A row's own id and epoch, and not its person's.
      record: () => ({ ...identityOf(user), ...row }),
    }
  }

  return {
    name: DATABASE,
    facts: {
      ...cookie.facts,
      credentialKind: 'opaque',
      provenBy: 'store',
      stateLives: 'store',
      checkReads: 'row',
      renews: 'itself',
      lists: true,
      revocation: 'now',
      endsFromElsewhere: true,
      longestMs: config.maxMs,
    },
    verify,

    async issue(user, req) {
      const id = newOpaqueId()
      const { row, ended } = await beginRow(sessions, DATABASE, user, id, req, config)
      return {
        session: { id: row.id, user, createdAt: row.createdAt, expiresAt: row.expiresAt },
        // The row decides when it ends. The cookie outlives the idle limit, so that an expired session can be told so.
        effects: [cookie.give(id, config.maxMs)],
        ended,
      }
    },

    async renew(req) {
      const verdict = await verify(req)
      if (!verdict.ok) return { verdict, effects: [] }
      const times = { lastSeenAt: req.now, expiresAt: expiry(verdict.session.createdAt, req.now, config) }
      const alive = await sessions.extend(verdict.session.id, times)
      req.trace.step('store', 'Extend the row', alive ? '1 row written' : 'the row is gone')
      if (!alive) return { verdict: { ok: false, reason: 'revoked' }, effects: [] }
      const session = { ...verdict.session, expiresAt: times.expiresAt }
      return { verdict: { ...verdict, session, fresh: true, record: () => ({ ...verdict.record(), ...times }) }, effects: [] }
    },

    async revoke(target, req, cause, actor) {
      const effects = target.kind === 'this' ? cookie.drop(req) : []
      // Nothing remembers the role: the next check reads it.
      if (target.kind === 'role') return { takesEffect: 'now', effects, ended: [] }
      const ended = await endRows(sessions, target, { ...cause, at: req.now }, actor)
      req.trace.step('store', 'End the row', `${String(ended.length)} written`)
      return { takesEffect: 'now', effects, ended }
    },

    list: (query) => sessions.list({ ...query, mode: DATABASE }),

    forget: (req) => cookie.drop(req),

    state(accepted, req) {
      const record = accepted.record()
      const kept = { readableByScript: false }
      return [
        { ...kept, where: 'browser', what: `Cookie ${cookie.name}: a random id, and nothing else`, bytes: req.cookies(cookie.name)[0]?.length ?? null, content: {} },
        { ...kept, where: 'store', what: 'Row in sessions, joined with its person in users', bytes: JSON.stringify(record).length, content: record },
      ]
    },
  }
}

export const words: OwnWords = {
  title: 'Server-side session',
  create: 'The server draws 256 random bits, stores a row under their SHA-256, and answers with a cookie that holds the bits.',
  holds: { store: 'a row: whose session, since when, until when', browser: 'a cookie with a random id' },
  verify: 'The server hashes the id and reads the row. Without a live row there is no session, which is why ending it signs you out at once.',
}
