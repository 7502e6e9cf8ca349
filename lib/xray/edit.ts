import { z } from 'zod'
import type { AuthMode, AuthRequest } from '@/lib/auth/contract'
import { REJECTIONS } from '@/lib/auth/reject'
import { Problem } from '@/lib/problem'
import { dissect, type CredentialKind, type CredentialPart } from './decode'
import type { WatchedRequest } from './deed'
import { redact } from './redact'
import { recorder, type TraceStep } from './trace'
import { sentCredential } from './xray'

/** One change to a credential: a claim, where anyone can write one, or one character of a part, where nobody can read it. */
export const EditInput = z
  .strictObject({ claim: z.string().max(64).optional(), value: z.string().max(256).optional(), part: z.string().max(32).optional() })
  .refine(({ claim, part }) => (claim === undefined) !== (part === undefined), { path: ['claim'], message: 'must be named, or a part instead' })
  .refine(({ claim, value }) => (claim === undefined) === (value === undefined), { path: ['value'], message: 'goes with a claim' })
export type Edit = z.infer<typeof EditInput>

/** What came of checking a credential with a change in it. */
export interface Edited {
  /** What was changed, by name. */
  readonly what: string
  /** What a claim said and was made to say, as JSON; null of a part. */
  readonly from: string | null
  readonly to: string | null
  readonly kind: CredentialKind
  /** The changed credential, redacted. */
  readonly shown: string
  readonly bytes: number
  readonly verdict: { readonly ok: true } | { readonly ok: false; readonly reason: keyof typeof REJECTIONS; readonly title: string; readonly means: string }
  readonly trace: readonly TraceStep[]
}

/**
 * Checks what this request carries as if it had been changed on its way, by the mode as it is. A check only reads: nothing is kept,
 * renewed or ended by it. @throws {Problem} missing, invalid_request
 */
export async function checkEdited(mode: Pick<AuthMode, 'facts' | 'verify'>, req: AuthRequest, edit: Edit): Promise<Edited> {
  const sent = sentCredential(mode, req)
  if (!sent) throw new Problem('missing')
  const { credential, ...change } = edited(sent.value, edit)
  const trace = recorder()
  // Nothing that this request carried is judged by it.
  const changed: WatchedRequest = {
    ...req,
    trace,
    seen: undefined,
    authorizations: () => (mode.facts.carrier === 'authorization' ? [`Bearer ${credential}`] : req.authorizations()),
    cookies: (name) => (name === sent.name ? [credential] : req.cookies(name)),
  }
  const verdict = await mode.verify(changed)
  return {
    ...change,
    shown: redact(credential),
    bytes: Buffer.byteLength(credential),
    verdict: verdict.ok ? { ok: true } : { ok: false, reason: verdict.reason, title: REJECTIONS[verdict.reason].title, means: REJECTIONS[verdict.reason].what },
    trace: trace.steps,
  }
}

type Changed = Pick<Edited, 'what' | 'from' | 'to' | 'kind'> & { readonly credential: string }

/** @throws {Problem} invalid_request */
function edited(credential: string, { claim, value = '', part: named }: Edit): Changed {
  const { kind, parts } = dissect(credential)
  if (claim === undefined) {
    const part = parts.find(({ name, text }) => name === named && text !== '')
    if (!part) throw refused('part', `must be one of ${parts.filter(({ text }) => text !== '').map(({ name }) => name).join(', ')}`)
    return { kind, what: part.name, from: null, to: null, credential: joined(parts, part, otherCharacter(part.text)) }
  }
  const payload = parts.find(({ name }) => name === 'payload')
  const claims = payload?.decoded
  if (!payload || typeof claims !== 'object' || claims === null) throw refused('claim', 'cannot be read, nor written, without the key; change a part instead')
  if (!Object.hasOwn(claims, claim)) throw refused('claim', 'is not in the credential')
  const before: unknown = (claims as Readonly<Record<string, unknown>>)[claim]
  const after = ofSameType(value, before)
  const text = Buffer.from(JSON.stringify({ ...claims, [claim]: after })).toString('base64url')
  return { kind, what: claim, from: JSON.stringify(before), to: JSON.stringify(after), credential: joined(parts, payload, text) }
}

/** A number stays a number where it can, so that it is the change that is refused and not its form. */
function ofSameType(value: string, before: unknown): unknown {
  if (typeof before === 'number' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value)
  return typeof before === 'boolean' && (value === 'true' || value === 'false') ? value === 'true' : value
}

function joined(parts: readonly CredentialPart[], changed: CredentialPart, text: string): string {
  return parts.map((part) => part.lead + (part === changed ? text : part.text)).join('')
}

/** With another character in the middle, of the same kind, so that the form stays what it was. */
function otherCharacter(text: string): string {
  const at = Math.floor(text.length / 2)
  const character = text.charAt(at)
  const others = /\d/.test(character) ? '01' : /[a-z]/.test(character) ? 'ab' : 'AB'
  const [one = 'A', another = 'B'] = others
  return text.slice(0, at) + (character === one ? another : one) + text.slice(at + 1)
}

function refused(path: 'claim' | 'part', message: string): Problem {
  return new Problem('invalid_request', undefined, { errors: [{ path, message }] })
}
