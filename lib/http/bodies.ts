import type { StoredClient } from '@/lib/stores/clients'
import type { ListedEvent } from '@/lib/stores/events'
import type { StoredReport } from '@/lib/stores/reports'
import type { StoredUser } from '@/lib/stores/users'
import { enderOf } from '../accounts/sessions'
import type { App } from '../app'
import { publicFields } from '@/lib/auth/credentials/identity'
import type { AuthMode, Effect, ListedSession, Page, Revocation, Session } from '../auth/contract'

/** Bodies that several addresses answer with. Times are ISO 8601 in UTC. */

export function sessionBody(session: Session) {
  return {
    id: session.id,
    createdAt: new Date(session.createdAt).toISOString(),
    expiresAt: new Date(session.expiresAt).toISOString(),
  }
}

export function signedInBody(mode: Pick<AuthMode, 'name'>, session: Session) {
  return { mode: mode.name, user: publicFields(session.user), session: sessionBody(session) }
}

/** What the client must keep itself; RFC 6749 section 5.1. Nothing where cookies do it. */
export function tokenBody(effects: readonly Effect[]) {
  const given = effects.find((effect) => effect.kind === 'hand-over')
  return given ? { access_token: given.token, token_type: 'Bearer', expires_in: given.expiresIn } : {}
}

/** A promise, as every answer that makes one words it. */
export type RevocationBody = { readonly takesEffect: 'now' } | { readonly takesEffect: 'at-expiry'; readonly at: string; readonly why: string }

export function revocationBody(revocation: Revocation): RevocationBody {
  return revocation.takesEffect === 'now'
    ? { takesEffect: 'now' }
    : { takesEffect: 'at-expiry', at: new Date(revocation.at).toISOString(), why: revocation.why }
}

export function clientBody({ id, name, scopes, createdAt }: StoredClient) {
  return { id, name, scopes, createdAt: new Date(createdAt).toISOString() }
}

export function reportBody({ id, title, createdAt, clientId }: StoredReport) {
  return { id, title, createdAt: new Date(createdAt).toISOString(), clientId }
}

export function userBody(user: StoredUser) {
  return { ...publicFields(user), disabled: user.disabled, createdAt: new Date(user.createdAt).toISOString() }
}

/** `sessions`, how many of theirs live, only where it was asked for. */
export function usersBody({ items, next }: Page<StoredUser & { readonly sessions?: number | null }>) {
  return { users: items.map((one) => ({ ...userBody(one), ...(one.sessions !== undefined && { sessions: one.sessions }) })), next }
}

export function eventsBody({ items, next }: Page<ListedEvent>) {
  return { events: items.map(eventBody), next }
}

function eventBody({ id, at, type, userId, actorId, sessionId, ip, userAgent, detail, times, lastAt }: ListedEvent) {
  const last = lastAt === null ? [] : [`${String(times)} times, last at ${inWords(lastAt)}`]
  const details = [...(detail === null ? [] : [detail]), ...last]
  return { id, at: new Date(at).toISOString(), type, userId, actorId, sessionId, ip, userAgent, detail: details.length === 0 ? null : details.join('; ') }
}

/** In UTC, to the second. */
function inWords(at: number): string {
  const iso = new Date(at).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`
}

/**
 * The public keys; since when there is each and until when what it signed is accepted, where this server made them; and
 * how many secrets it accepts.
 */
export async function signingKeysBody({ signingKeys, secretsAccepted }: Pick<App, 'signingKeys' | 'secretsAccepted'>, now: number) {
  const keys = await signingKeys.published(now)
  const times = await signingKeys.times?.(now)
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    keys,
    times:
      times?.map(({ kid, createdAt, retiredAt, acceptedUntil }) => ({
        kid,
        createdAt: new Date(createdAt).toISOString(),
        retiredAt: iso(retiredAt),
        acceptedUntil: iso(acceptedUntil),
      })) ?? null,
    secretsAccepted,
  }
}

function listedBody({ id, createdAt, lastSeenAt, expiresAt, ip, userAgent }: ListedSession, current: string) {
  const times = { createdAt: new Date(createdAt).toISOString(), lastSeenAt: new Date(lastSeenAt).toISOString(), expiresAt: new Date(expiresAt).toISOString() }
  return { id, current: id === current, ...times, ip, userAgent }
}

/** A person's own that live. */
export function ownSessionsBody({ items, next }: Page<ListedSession>, current: string) {
  return { sessions: items.map((one) => listedBody(one, current)), next }
}

/** A person's own that were ended, by whom and why. */
export function ownEndedBody(listed: readonly ListedSession[], current: string) {
  return listed.flatMap((one) =>
    one.ended
      ? [{ ...listedBody(one, current), endedAt: new Date(one.ended.at).toISOString(), endedBy: enderOf(one.ended.by, one.userId), why: one.ended.why }]
      : [],
  )
}

/** Everybody's, as an administrator sees them. */
export function everySessionBody({ items, next }: Page<ListedSession>, current: string) {
  return { sessions: items.map((one) => ({ userId: one.userId, ...listedBody(one, current) })), next }
}

/** As `ownEndedBody`, of everybody; who ended one is a person's id. */
export function everyEndedBody(listed: readonly ListedSession[], current: string) {
  return listed.flatMap((one) =>
    one.ended
      ? [{ userId: one.userId, ...listedBody(one, current), endedAt: new Date(one.ended.at).toISOString(), endedBy: one.ended.by, why: one.ended.why }]
      : [],
  )
}

/** When everything else is over, and what this client goes on with. */
export function replacedBody(replaced: { readonly session: Session; readonly effects: readonly Effect[]; readonly revocation: Revocation }) {
  return { ...revocationBody(replaced.revocation), session: sessionBody(replaced.session), ...tokenBody(replaced.effects) }
}
