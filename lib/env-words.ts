import { z } from 'zod'
import { Variables } from './env'

type Name = keyof typeof Variables.shape

/** What each variable is for, in one sentence; its values and its default the schema knows. */
const WHAT: Readonly<Record<Name, string>> = {
  AUTH_MODE: 'How the server remembers who signed in.',
  AUTH_REVOCATION: 'With list, every check also reads which credentials were revoked, so that ending a session takes effect at once in every mode.',
  AUTH_SECRET: 'Encrypts and signs. At least 32 characters, and nothing that can be guessed. Required in production; npm run dev makes one.',
  AUTH_SECRET_PREVIOUS: 'Older secrets, separated by commas: still accepted, never used to issue.',
  AUTH_SIGNING_KEY: 'A private Ed25519 JWK, to bring your own. Without it the server makes its keys, and keeps them encrypted in the database.',
  PORT: 'Where the server listens.',
  APP_URL: 'The public origin. It decides which Origin is ours, whether cookies are Secure, and the issuer of tokens; request headers never do.',
  DATABASE_URL: 'Where the database is: file: and a path.',
  SESSION_IDLE_SECONDS: 'A session that is not used for so long ends.',
  SESSION_MAX_SECONDS: 'Every session ends after so long, however much it is used.',
  BEARER_TTL_SECONDS: 'How long a bearer token lives.',
  ACCESS_TTL_SECONDS: 'How long an access token lives that comes with a refresh token.',
  REFRESH_GRACE_SECONDS: 'How long after its rotation a refresh token still gets the same successor, for two tabs at once.',
  SESSIONS_PER_USER: 'How many sessions of one person live at a time, where the server keeps rows; one more ends the oldest.',
  SIGN_IN_ATTEMPTS: 'Failed sign-ins per account and address in 15 minutes before more are refused.',
  ADDRESS_ATTEMPTS: 'Passwords tried per address in 15 minutes, of any account, before more are refused; what succeeds counts too.',
  SHUTDOWN_SECONDS: 'How long a stop waits for what is under way.',
  TRUST_PROXY_HOPS: 'How many proxies in front append to X-Forwarded-For. With too few, everybody behind them counts as one address.',
  SEED_DEMO: '1 makes the demo people in a database that has nobody yet; 0 does not. 1 in development.',
  LAB: 'on or off: whether anybody may run the lab here. On in development.',
  INSTANCE: 'A name for this server, shown in /api/health. Made at the start unless set.',
}

/** One variable of the environment, as people read of it. */
export interface VariableWords {
  readonly name: string
  readonly what: string
  /** Its values, where they are few. */
  readonly values: readonly string[]
  /** Null where it has none that is written down. */
  readonly otherwise: string | null
}

/** Every variable, in the order in which they are checked. */
export function environment(): readonly VariableWords[] {
  const { properties = {} } = z.toJSONSchema(Variables, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, { enum?: string[]; default?: string }> }
  return (Object.keys(WHAT) as Name[]).map((name) => {
    const { enum: values = [], default: otherwise = '' } = properties[name] ?? {}
    return { name, what: WHAT[name], values, otherwise: otherwise === '' ? null : otherwise }
  })
}
