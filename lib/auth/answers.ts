import type { StoredClient, StoredReport } from '@/db/stores/contract'
import type { AuthMode, Effect, Revocation, Session } from './contract'

/** Bodies that several addresses answer with. Times are ISO 8601 in UTC. */

export function sessionBody(session: Session) {
  return {
    id: session.id,
    createdAt: new Date(session.createdAt).toISOString(),
    expiresAt: new Date(session.expiresAt).toISOString(),
  }
}

export function signedInBody(mode: Pick<AuthMode<string>, 'name'>, session: Session) {
  const { id, email, name, role } = session.user
  return { mode: mode.name, user: { id, email, name, role }, session: sessionBody(session) }
}

/** What the client must keep itself; RFC 6749 section 5.1. Nothing where cookies do it. */
export function tokenBody(effects: readonly Effect[]) {
  const given = effects.find((effect) => effect.kind === 'hand-over')
  return given ? { access_token: given.token, token_type: 'Bearer', expires_in: given.expiresIn } : {}
}

export function revocationBody(revocation: Revocation) {
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
