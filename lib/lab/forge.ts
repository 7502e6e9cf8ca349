import { sessionClaims } from '@/lib/auth/credentials/claims'
import { newPublicId } from '@/lib/auth/credentials/opaque-id'
import { dissect } from '@/lib/xray/decode'
import type { Browser } from './browser'
import type { LabServer } from './server'

/**
 * What an attacker would write who has read our source, and a token of the person where it can be read: the testbed's
 * person, as an admin, with every claim in its place.
 */
export function forgedClaims({ testbed }: LabServer, seen: Browser): Readonly<Record<string, unknown>> {
  const { config, person, mode } = testbed
  const now = testbed.now()
  const times = { createdMs: now, issuedMs: now, expiresMs: now + config.idleMs }
  const registered = { client_id: 'stateside-web', iat: Math.floor(now / 1000), exp: Math.floor(times.expiresMs / 1000) }
  const [, value = ''] = seen.held().find(([name]) => name === mode.facts.credentialName) ?? []
  const read = dissect(value).parts.find(({ name }) => name === 'payload')?.decoded ?? {}
  return { ...sessionClaims(person, config.issuer, times), ...registered, ...read, role: 'admin', jti: newPublicId() }
}

export function base64urlJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
