import type { ShownCredential } from './report'

export type CredentialKind = ShownCredential['kind']

export interface CredentialPart {
  readonly name: string
  /** The separator in front of it, so that `lead + text` of all parts is the whole credential again. */
  readonly lead: string
  readonly text: string
  /** Of `text`, in UTF-8. */
  readonly bytes: number
  readonly meaning: string
  /** What the text says to anyone who holds it; undefined where it says nothing readable. */
  readonly decoded?: unknown
}

export interface Dissection {
  readonly kind: CredentialKind
  readonly parts: readonly CredentialPart[]
}

interface PartShape {
  readonly name: string
  readonly lead: string
  readonly meaning: string
  /** Said in place of `meaning` when the part is empty. */
  readonly empty?: string
  readonly decode?: (text: string) => unknown
}

export interface CredentialShape {
  readonly title: string
  /** What holding such a credential lets one read. */
  readonly says: string
  readonly parts: readonly PartShape[]
}

/** Far more than any cookie or header may be. What is longer is not taken apart. */
const LONGEST = 65_536

/** What every kind of credential consists of, in the order of its parts. */
export const SHAPES: Readonly<Record<CredentialKind, CredentialShape>> = {
  opaque: {
    title: 'Opaque id',
    says: 'A random name for a row. It has no inside: only whoever holds the row can tell what it stands for.',
    parts: [
      {
        name: 'id',
        lead: '',
        meaning: 'Random characters. They say nothing about the person and cannot be derived from anything.',
      },
    ],
  },
  jws: {
    title: 'Signed token (JWS)',
    says: 'Encoded, not encrypted: whoever holds it can read it. The signature shows a change, it hides nothing.',
    parts: [
      {
        name: 'header',
        lead: '',
        meaning: 'Which algorithm and which key signed it. A claim of the token, so a verifier must not obey it.',
        decode: json,
      },
      {
        name: 'payload',
        lead: '.',
        meaning: 'The claims: who, issued by whom, for whom, until when.',
        decode: json,
      },
      {
        name: 'signature',
        lead: '.',
        meaning: 'Computed over header and payload. Only a holder of the key can make one that fits.',
        empty: 'Empty: nothing shows who wrote this token. A verifier must refuse it.',
      },
    ],
  },
  jwe: {
    title: 'Encrypted token (JWE)',
    says: 'Encrypted: whoever holds it can read the header only. The server decrypts the rest with its key.',
    parts: [
      {
        name: 'header',
        lead: '',
        meaning: 'How it was encrypted. Readable by anyone, and protected by the tag.',
        decode: json,
      },
      {
        name: 'encrypted key',
        lead: '.',
        meaning: 'The content key of this one token, itself encrypted.',
        empty: 'Empty: with direct encryption both sides already share the content key, so none travels.',
      },
      { name: 'iv', lead: '.', meaning: 'Random per token, so that equal claims never look equal.' },
      { name: 'ciphertext', lead: '.', meaning: 'The claims, encrypted. Unreadable without the key.' },
      { name: 'tag', lead: '.', meaning: 'Shows any change to the header, the iv or the ciphertext.' },
    ],
  },
  seal: {
    title: 'Seal (iron-session)',
    says: 'Encrypted, then authenticated: whoever holds it can read nothing about the person. The server opens it.',
    parts: [
      { name: 'prefix', lead: '', meaning: 'The format and its version.' },
      {
        name: 'password id',
        lead: '*',
        meaning: "Which of the server's passwords sealed it, so that they can rotate.",
      },
      { name: 'salt', lead: '*', meaning: 'Turns the password into the encryption key of this one seal.' },
      { name: 'iv', lead: '*', meaning: 'Random per seal, so that equal content never looks equal.' },
      { name: 'ciphertext', lead: '*', meaning: 'The session, encrypted. Unreadable without the password.' },
      {
        name: 'expiration',
        lead: '*',
        meaning: 'When the seal itself expires, in ms since 1970. Readable by anyone, protected by the mac.',
        empty: 'Empty: the seal itself never expires. Its content may say when the session does.',
        decode: instant,
      },
      { name: 'mac salt', lead: '*', meaning: 'Turns the password into the authentication key of this one seal.' },
      { name: 'mac', lead: '*', meaning: 'Shows any change to the parts before it.' },
      { name: 'version', lead: '~', meaning: "The version of iron-session's own wrapping." },
    ],
  },
}

/** Which kind of credential this looks like, by its form alone: nothing is verified. Never throws. */
export function recognise(value: string): CredentialKind {
  return dissect(value).kind
}

/** Takes a credential apart without any key. Never throws; what cannot be read has no `decoded`. */
export function dissect(value: string): Dissection {
  if (value.length > LONGEST) {
    const meaning = `Longer than ${LONGEST} characters, so it is not taken apart.`
    return { kind: 'opaque', parts: [{ name: 'value', lead: '', text: value, bytes: utf8Bytes(value), meaning }] }
  }
  const stars = value.split('*')
  if (stars.length === 8 && value.startsWith('Fe26.')) {
    const [mac = '', ...version] = (stars.pop() ?? '').split('~')
    return named('seal', [...stars, mac, ...(version.length > 0 ? [version.join('~')] : [])])
  }
  const dots = value.split('.')
  if ((dots.length === 3 || dots.length === 5) && opensObject(dots[0] ?? '')) {
    return named(dots.length === 3 ? 'jws' : 'jwe', dots)
  }
  return named('opaque', [value])
}

function named(kind: CredentialKind, texts: readonly string[]): Dissection {
  const shapes = SHAPES[kind].parts
  const parts = texts.flatMap((text, index) => {
    const shape = shapes[index]
    if (!shape) return []
    const meaning = text === '' && shape.empty ? shape.empty : shape.meaning
    const part = { name: shape.name, lead: shape.lead, text, bytes: utf8Bytes(text), meaning }
    const decoded = shape.decode?.(text)
    return [decoded === undefined ? part : { ...part, decoded }]
  })
  return { kind, parts }
}

/** Length in UTF-8, which is what travels. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length
}

/** RFC 7516 section 9 tells tokens by their header: it must be a JSON object. A damaged one still counts. */
function opensObject(header: string): boolean {
  return base64url(header)?.trimStart().startsWith('{') ?? false
}

function base64url(text: string): string | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** No token nests this deep. Parsing copes with any depth; what prints it may not. */
const DEEPEST = 64

/** Counts brackets in strings too, which only ever makes it stricter. */
function nestsAtMost(source: string, limit: number): boolean {
  let depth = 0
  for (const character of source) {
    if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    if (depth > limit) return false
  }
  return true
}

function json(text: string): unknown {
  const source = base64url(text)
  if (source === undefined) return undefined
  try {
    return nestsAtMost(source, DEEPEST) ? (JSON.parse(source) as unknown) : undefined
  } catch {
    return undefined
  }
}

function instant(text: string): string | undefined {
  const ms = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  // The furthest moment that a Date can hold.
  return ms <= 8.64e15 ? new Date(ms).toISOString() : undefined
}
