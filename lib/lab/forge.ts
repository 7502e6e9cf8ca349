import { sessionClaims } from '@/lib/auth/claims'
import { newPublicId } from '@/lib/auth/opaque-id'
import type { Site } from './site'

/** What an attacker who has read our source would write: the arena's person, as an admin, with every claim in its place. */
export function forgedClaims({ arena }: Site): Readonly<Record<string, unknown>> {
  const { config, person } = arena
  const now = arena.now()
  const times = { createdMs: now, issuedMs: now, expiresMs: now + config.accessMs }
  const registered = { client_id: 'stateside-web', iat: Math.floor(now / 1000), exp: Math.ceil(times.expiresMs / 1000), jti: newPublicId() }
  return { ...sessionClaims({ ...person, role: 'admin' }, config.issuer, times), ...registered }
}

export function base64urlJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
