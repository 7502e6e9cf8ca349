import { KeyObject, sign } from 'node:crypto'
import { compactVerify, type JWTPayload } from 'jose'
import { z } from 'zod'
import { isCanonicalBase64url } from './base64url'
import type { RejectReason } from '../contract'
import type { SigningKeys } from '../keys/signing-keys'

/** Header, claims, and an Ed25519 signature of 64 bytes; RFC 7515 section 3.1. */
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]{86})$/
const LIMIT_CHARACTERS = 4096

/**
 * The header that we write, and nothing else: an algorithm, key or address from a token is never used, whatever it is
 * called; RFC 8725 sections 3.1, 3.10 and 3.11.
 */
const Header = z.strictObject({ alg: z.literal('EdDSA'), typ: z.literal('at+jwt'), kid: z.string() })

export type SignatureRefusal = Extract<RejectReason, 'malformed' | 'bad_signature' | 'unknown_key'>

/** An access token with the key that signs now; RFC 9068 section 2.1. By node:crypto itself: by way of jose it costs four times as much. */
export async function signToken(claims: JWTPayload, keys: SigningKeys, now: number): Promise<string> {
  const { kid, key } = await keys.current(now)
  const header: z.infer<typeof Header> = { alg: 'EdDSA', typ: 'at+jwt', kid }
  const signed = `${base64urlOf(header)}.${base64urlOf(claims)}`
  return `${signed}.${sign(null, Buffer.from(signed), KeyObject.from(key)).toString('base64url')}`
}

function base64urlOf(json: unknown): string {
  return Buffer.from(JSON.stringify(json)).toString('base64url')
}

/** What a token that one of our keys signed says; whom it is for and until when is still to be checked. `trustMs`: see `find`. */
export async function openToken(
  token: string,
  keys: SigningKeys,
  now: number,
  trustMs = 0,
): Promise<{ readonly payload: unknown; readonly kid: string } | { readonly reason: SignatureRefusal }> {
  const [, header = '', payload = '', signature = ''] = (token.length <= LIMIT_CHARACTERS ? COMPACT.exec(token) : null) ?? []
  if (!signature || ![header, payload, signature].every(isCanonicalBase64url)) return { reason: 'malformed' }
  const named = Header.safeParse(readJson(header))
  if (!named.success) return { reason: 'malformed' }
  const key = await keys.find(named.data.kid, now, trustMs)
  if (!key) return { reason: 'unknown_key' }
  try {
    await compactVerify(token, key, { algorithms: ['EdDSA'] })
  } catch {
    return { reason: 'bad_signature' }
  }
  return { payload: readJson(payload), kid: named.data.kid }
}

function readJson(part: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url')))
  } catch {
    return undefined
  }
}
