import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Stores } from '@/lib/stores/stores'
import type { AuthMode, AuthRequest, ModeConfig, RejectReason, Verdict } from '@/lib/auth/contract'
import { credentialCookie } from '@/lib/auth/credentials/cookies'
import { identityOf } from '@/lib/auth/credentials/identity'
import { expiry, isFresh } from '@/lib/auth/credentials/lifetimes'
import { hashOpaqueId, newOpaqueId } from '@/lib/auth/credentials/opaque-id'
import { beginRow, endRows } from '@/lib/auth/credentials/session-rows'
import type { OwnWords } from '@/lib/auth/modes/words'

/** An id of ours, a dot, and its HMAC-SHA-256; base64url. */
const SIGNED = /^([\w-]{43})\.([\w-]{43})$/

/**
 * A session is a row, as in `database` mode, but the id in the cookie is signed: an id that we did not make is refused
 * before the store is asked. So guessing costs the database nothing, and a rotated secret signs people out.
 */
export function signedMode(deps: {
  readonly config: ModeConfig
  readonly secrets: readonly [string, ...string[]]
  readonly stores: Pick<Stores, 'sessions'>
}): AuthMode<'signed'> {
  const { config } = deps
  const { sessions } = deps.stores
  const [current] = deps.secrets
  const cookie = credentialCookie('stateside-signed', config.secure)

  const mac = (id: string, secret: string) => createHmac('sha256', secret).update(`stateside-signed ${id}`).digest('base64url')
  const give = (id: string) => cookie.give(`${id}.${mac(id, current)}`, config.maxMs)

  function read(req: AuthRequest): { readonly id: string } | { readonly reason: RejectReason } {
    const sent = cookie.read(req)
    if ('reason' in sent) return sent
    const [, id, tag] = SIGNED.exec(sent.value) ?? []
    if (id === undefined || tag === undefined) return { reason: 'malformed' }
    const ours = deps.secrets.some((secret) => timingSafeEqual(Buffer.from(mac(id, secret)), Buffer.from(tag)))
    req.trace.step('server', 'Verify the HMAC', ours ? 'made with a secret of ours' : 'not ours, so nobody is asked')
    return ours ? { id } : { reason: 'bad_signature' }
  }

  async function verify(req: AuthRequest): Promise<Verdict> {
    const sent = read(req)
    if ('reason' in sent) return { ok: false, reason: sent.reason }
    const tokenHash = hashOpaqueId(sent.id)
    const found = await sessions.find(tokenHash)
    req.trace.step('store', 'Read the session and its person', found ? '1 row, by primary key' : 'no such row')
    if (!found) {
      const row = await sessions.findEnded(tokenHash)
      return { ok: false, reason: 'revoked', ...(row && { about: { sessionId: row.id, userId: row.userId, epoch: row.epoch } }) }
    }
    if (found.user.disabled) return { ok: false, reason: 'revoked' }
    const { session: row, user } = found
    const expiresAt = Math.min(row.expiresAt, expiry(row.createdAt, row.lastSeenAt, config))
    if (req.now >= expiresAt) return { ok: false, reason: 'expired' }
    return {
      ok: true,
      session: { id: row.id, user: identityOf(user), createdAt: row.createdAt, expiresAt },
      issuedAt: req.now,
      fresh: isFresh(row.lastSeenAt, req.now, config.idleMs),
      record: () => ({ ...identityOf(user), ...row }),
    }
  }

  return {
    name: 'signed',
    facts: {
      ...cookie.facts,
      credentialKind: 'opaque',
      provenBy: 'key',
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
      const { row, ended } = await beginRow(sessions, 'signed', user, id, req, config)
      return { session: { id: row.id, user, createdAt: row.createdAt, expiresAt: row.expiresAt }, effects: [give(id)], ended }
    },

    async renew(req) {
      const verdict = await verify(req)
      const sent = read(req)
      if (!verdict.ok || 'reason' in sent) return { verdict, effects: [] }
      const times = { lastSeenAt: req.now, expiresAt: expiry(verdict.session.createdAt, req.now, config) }
      if (!(await sessions.extend(verdict.session.id, times))) return { verdict: { ok: false, reason: 'revoked' }, effects: [] }
      const session = { ...verdict.session, expiresAt: times.expiresAt }
      // Signed anew, so that an old secret can be dropped once everybody has renewed.
      return { verdict: { ...verdict, session, fresh: true, record: () => ({ ...verdict.record(), ...times }) }, effects: [give(sent.id)] }
    },

    async revoke(target, req, cause, actor) {
      const effects = target.kind === 'this' ? cookie.drop(req) : []
      const ended = target.kind === 'role' ? [] : await endRows(sessions, target, { ...cause, at: req.now }, actor)
      return { takesEffect: 'now', effects, ended }
    },

    list: (query) => sessions.list({ ...query, mode: 'signed' }),

    forget: (req) => cookie.drop(req),

    state: ({ record }, req) => [
      {
        where: 'browser',
        what: `Cookie ${cookie.name}: a random id, signed`,
        bytes: req.cookies(cookie.name)[0]?.length ?? null,
        readableByScript: false,
        content: {},
      },
      { where: 'server', what: 'AUTH_SECRET: what the id is signed with', bytes: null, readableByScript: false, content: {} },
      {
        where: 'store',
        what: 'Row in sessions, joined with its person in users',
        bytes: JSON.stringify(record()).length,
        readableByScript: false,
        content: record(),
      },
    ],
  }
}

/** What screens say where the facts alone would say less. Optional, as every line of it is. */
export const words: OwnWords = {
  title: 'Signed session id',
  travels: 'a random id and its HMAC',
  check: 'an HMAC, then one indexed read',
  create: 'The server draws a random id, stores a row under its hash, and answers with a cookie that holds the id and its HMAC.',
  holds: { server: 'a secret, the same for everybody', store: 'a row: whose session, since when, until when', browser: 'a cookie with a signed id' },
  verify: 'The server verifies the HMAC, and only then reads the row.',
}
