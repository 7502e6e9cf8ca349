import { createHmac, createPublicKey } from 'node:crypto'
import { compactVerify, importJWK, type JWK } from 'jose'
import { readSessionClaims, recordOf, sessionOf } from '@/lib/auth/credentials/claims'
import type { AuthMode, Verdict } from '@/lib/auth/contract'
import type { ModeDeps } from '@/lib/auth/modes'
import type { Defences } from '../defences'
import { sentIn } from './sent'

/**
 * WEAK. Before the mode says no, asks a verifier that believes what a token says of itself: that it needs no signature,
 * that the public key is a shared secret, that its key is the one it brings. Each was a real library once: CVE-2015-9235,
 * CVE-2016-5431, CVE-2018-0114. Only for modes whose credential is a JOSE object; nothing else says anything of itself.
 */
export function trustingVerifier<N extends string>(mode: AuthMode<N>, deps: ModeDeps, on: Defences): AuthMode<N> {
  const strict = (['verified-signature', 'pinned-algorithm', 'own-keys'] as const).every((name) => on.has(name))
  const { facts } = mode
  if (strict || (facts.credentialKind !== 'jws' && facts.credentialKind !== 'jwe')) return mode

  /** Whether this verifier is content with the token. */
  async function believes(token: string, header: Readonly<Record<string, unknown>>, now: number): Promise<boolean> {
    const [head = '', payload = '', signature = ''] = token.split('.')
    if (!on.has('verified-signature') && header['alg'] === 'EdDSA') return true
    if (!on.has('pinned-algorithm')) {
      if (header['alg'] === 'none') return true
      if (header['alg'] === 'HS256') {
        for (const key of await deps.keys.published(now)) {
          const secret = publicPem(key)
          if (createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url') === signature) return true
        }
      }
    }
    return !on.has('own-keys') && signedByItsOwnKey(token, header)
  }

  return {
    ...mode,
    async verify(req): Promise<Verdict> {
      const verdict = await mode.verify(req)
      const token = sentIn(facts, req)
      if (verdict.ok || token === null) return verdict
      const header = json(token.split('.')[0])
      const payload = json(token.split('.')[1])
      const claims = payload && readSessionClaims(payload, deps.config.issuer, req.now)
      const end = Math.min(claims?.expiresMs ?? 0, Number(payload?.['endsMs'] ?? Infinity))
      if (!header || !claims || req.now >= end || !(await believes(token, header, req.now))) return verdict
      return { ok: true, session: sessionOf(claims), issuedAt: claims.issuedMs, fresh: true, record: () => recordOf(claims) }
    },
  }
}

/** The public key in the form in which its owner would publish it as a file. */
export function publicPem({ kty, crv, x }: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }): string {
  return createPublicKey({ key: { kty, crv, x }, format: 'jwk' }).export({ type: 'spki', format: 'pem' }) as string
}

async function signedByItsOwnKey(token: string, header: Readonly<Record<string, unknown>>): Promise<boolean> {
  const keys: JWK[] = []
  if (typeof header['jwk'] === 'object' && header['jwk'] !== null) keys.push(header['jwk'])
  if (typeof header['jku'] === 'string') {
    const answer = (await (await fetch(header['jku'])).json()) as { keys: JWK[] }
    keys.push(...answer.keys)
  }
  for (const key of keys) {
    try {
      await compactVerify(token, await importJWK(key, 'EdDSA'))
      return true
    } catch {
      // Not signed by this one.
    }
  }
  return false
}

function json(part: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
