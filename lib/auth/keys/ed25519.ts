import { createPrivateKey, createPublicKey } from 'node:crypto'

/** RFC 8037, without a word about what the key is for. */
export interface PrivateJwk {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly d: string
}

/** A private Ed25519 JWK in JSON, or what is wrong with it, in words that hold nothing of it. */
export function readPrivateJwk(json: string): { readonly jwk: PrivateJwk } | { readonly wrong: string } {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return { wrong: 'is not JSON' }
  }
  if (typeof parsed !== 'object' || parsed === null) return { wrong: 'is not a JSON object' }
  const { kty, crv, x, d, use = 'sig', alg = 'EdDSA' } = parsed as Record<string, unknown>
  if (kty !== 'OKP' || crv !== 'Ed25519') return { wrong: 'is not an Ed25519 key' }
  if (typeof d !== 'string') return { wrong: 'is a public key' }
  if (use !== 'sig' || (alg !== 'EdDSA' && alg !== 'Ed25519')) return { wrong: 'is meant for another purpose' }
  if (typeof x !== 'string' || !isKeySized(x) || !isKeySized(d)) return { wrong: 'has a part that is not 32 bytes in base64url' }
  const jwk: PrivateJwk = { kty, crv, x, d }
  const derived = createPublicKey(createPrivateKey({ key: { ...jwk }, format: 'jwk' })).export({ format: 'jwk' })
  return derived.x === x ? { jwk } : { wrong: 'has a public part that does not belong to its private part' }
}

function isKeySized(text: string): boolean {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length === 32 && bytes.toString('base64url') === text
}
