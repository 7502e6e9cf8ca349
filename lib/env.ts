import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { ModeConfig } from '@/lib/auth/contract'
import { MODE_NAMES } from '@/lib/auth/modes'
import { readPrivateJwk, type PrivateJwk } from '@/lib/auth/keys/ed25519'
import { processWide } from './process-wide'
import { isGuessable } from '@/lib/secret-strength'

/** A configuration that must not start. The message is for a person at a terminal and holds no secret. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
}

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Phrases of documentation and tutorials; whoever ships one has not set a secret. */
const WELL_KNOWN = /change.?me|replace.?me|your.?(auth.?|session.?)?secret|example|placeholder|complex.password|supersecret/i

const SECRET_LENGTH = 32
const SECRET_HELP = `at least ${String(SECRET_LENGTH)} characters; make one with: openssl rand -base64 32`

const SIGNING_KEY_HELP = 'a private Ed25519 JWK in JSON, with kty, crv, x and d'

const wholeNumber = (from: number, fallback: number) =>
  z
    .string()
    .default(String(fallback))
    .refine((text) => /^\d{1,12}$/.test(text) && Number(text) >= from, {
      error: `a whole number from ${String(from)}, of at most 12 digits`,
    })
    .transform(Number)

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `one of: ${values.join(', ')}` })

function weakness(secret: string): string | null {
  if (secret.length < SECRET_LENGTH) return `is ${String(secret.length)} characters long`
  if (WELL_KNOWN.test(secret) || isGuessable(secret)) return 'is an example, or easily guessed'
  return null
}

function origin(text: string, production: boolean): string | null {
  if (!URL.canParse(text)) return 'not a URL'
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'neither http: nor https:'
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) return 'more than an origin'
  if (production && url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    return 'http: on a host that others reach, so every cookie would cross the network in the clear'
  }
  return null
}

/** Every variable, and what it may be. `env-words.ts` says what each is for. */
export const Variables = z.object({
  AUTH_MODE: oneOf(MODE_NAMES).default(MODE_NAMES[0]),
  AUTH_REVOCATION: oneOf(['none', 'list']).default('none'),
  AUTH_SECRET: z.string().optional(),
  AUTH_SECRET_PREVIOUS: z.string().default(''),
  AUTH_SIGNING_KEY: z.string().optional(),
  PORT: z.string().default('3000'),
  APP_URL: z.string().optional(),
  DATABASE_URL: z
    .string()
    .default('file:./data/stateside.db')
    .refine((text) => /^file:./.test(text), { error: 'file: and a path, such as file:./data/stateside.db' }),
  SESSION_IDLE_SECONDS: wholeNumber(1, 86_400),
  SESSION_MAX_SECONDS: wholeNumber(1, 2_592_000),
  BEARER_TTL_SECONDS: wholeNumber(1, 3600),
  ACCESS_TTL_SECONDS: wholeNumber(1, 300),
  REFRESH_GRACE_SECONDS: wholeNumber(1, 10),
  SESSIONS_PER_USER: wholeNumber(1, 100),
  SIGN_IN_ATTEMPTS: wholeNumber(1, 10),
  ADDRESS_ATTEMPTS: wholeNumber(1, 100),
  SHUTDOWN_SECONDS: wholeNumber(1, 10),
  TRUST_PROXY_HOPS: wholeNumber(0, 0),
  SEED_DEMO: oneOf(['0', '1']).optional(),
  LAB: oneOf(['on', 'off']).optional(),
  INSTANCE: z.string().regex(/^[\x21-\x7e]{1,64}$/, { error: '1 to 64 printable ASCII characters without spaces' }).optional(),
})

export interface Env extends Omit<ModeConfig, 'issuer'> {
  readonly production: boolean
  readonly mode: (typeof MODE_NAMES)[number]
  readonly revocation: 'none' | 'list'
  /** The first issues and verifies; the others only verify. */
  readonly secrets: readonly [string, ...string[]]
  /** Signs tokens; null when the server makes its own keys. */
  readonly signingKey: PrivateJwk | null
  /** Our public origin, without a slash at the end. */
  readonly appUrl: string
  readonly databasePath: string
  readonly signInAttempts: number
  readonly addressAttempts: number
  /** How long a stop waits for what is under way. */
  readonly shutdownMs: number
  readonly trustProxyHops: number
  readonly seedDemo: boolean
  readonly lab: boolean
  /** What this server calls itself. */
  readonly instance: string
}

/**
 * Checks every variable at once.
 * @throws {EnvError} naming each bad variable, its value (never a secret's) and what is allowed.
 */
export function parseEnv(raw: Readonly<Record<string, string | undefined>>): Env {
  // An empty value is what a compose file or a CI form leaves for "not set".
  const set = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ''))
  const parsed = Variables.safeParse(set)
  const problems: string[] = []
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0])
      problems.push(`${name} is ${JSON.stringify(set[name])}; allowed: ${issue.message}`)
    }
  }
  // Whatever does not say that it is not production is held to production's rules.
  const production = set['NODE_ENV'] !== 'development' && set['NODE_ENV'] !== 'test'

  const secret = set['AUTH_SECRET']
  if (secret === undefined) {
    problems.push(`AUTH_SECRET is not set; allowed: ${SECRET_HELP} (npm run dev makes one in .env.local)`)
  } else {
    const weak = weakness(secret)
    if (weak !== null && (production || secret.length < SECRET_LENGTH)) {
      problems.push(`AUTH_SECRET ${weak}; allowed: ${SECRET_HELP}`)
    }
  }
  const previous = (set['AUTH_SECRET_PREVIOUS'] ?? '').split(',').map((part) => part.trim()).filter(Boolean)
  previous.forEach((old, index) => {
    const weak = weakness(old)
    if (weak !== null) problems.push(`AUTH_SECRET_PREVIOUS, secret ${String(index + 1)}, ${weak}; allowed: ${SECRET_HELP}`)
  })

  const ownKey = set['AUTH_SIGNING_KEY']
  const signing = ownKey === undefined ? { jwk: null } : readPrivateJwk(ownKey)
  if ('wrong' in signing) problems.push(`AUTH_SIGNING_KEY ${signing.wrong}; allowed: ${SIGNING_KEY_HELP}`)

  const appUrl = set['APP_URL'] ?? `http://localhost:${set['PORT'] ?? '3000'}`
  const wrong = origin(appUrl, production)
  if (wrong !== null) {
    problems.push(
      `APP_URL is ${JSON.stringify(appUrl)}, ${wrong}; allowed: the public origin, such as https://app.example.com (http: only on localhost)`,
    )
  }

  if (problems.length > 0 || !parsed.success || secret === undefined || 'wrong' in signing) {
    throw new EnvError(`Stateside cannot start:\n${problems.map((line) => `  - ${line}`).join('\n')}`)
  }
  const values = parsed.data
  const url = new URL(appUrl)
  return {
    production,
    mode: values.AUTH_MODE,
    revocation: values.AUTH_REVOCATION,
    secrets: [secret, ...previous],
    signingKey: signing.jwk,
    appUrl: url.origin,
    secure: url.protocol === 'https:',
    databasePath: values.DATABASE_URL.slice('file:'.length),
    idleMs: values.SESSION_IDLE_SECONDS * 1000,
    maxMs: values.SESSION_MAX_SECONDS * 1000,
    bearerMs: values.BEARER_TTL_SECONDS * 1000,
    accessMs: values.ACCESS_TTL_SECONDS * 1000,
    graceMs: values.REFRESH_GRACE_SECONDS * 1000,
    sessionsPerUser: values.SESSIONS_PER_USER,
    signInAttempts: values.SIGN_IN_ATTEMPTS,
    addressAttempts: values.ADDRESS_ATTEMPTS,
    shutdownMs: values.SHUTDOWN_SECONDS * 1000,
    trustProxyHops: values.TRUST_PROXY_HOPS,
    seedDemo: values.SEED_DEMO === undefined ? !production : values.SEED_DEMO === '1',
    lab: values.LAB === undefined ? !production : values.LAB === 'on',
    instance: values.INSTANCE ?? processWide('instance', () => randomBytes(4).toString('hex')),
  }
}

let cached: Env | undefined

/** The environment, parsed once. @throws {EnvError} */
export function env(): Env {
  cached ??= parseEnv(process.env)
  return cached
}
