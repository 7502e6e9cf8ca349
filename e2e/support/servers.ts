import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { databaseIn } from './stores'

/** One start of the one production build. */
export interface Server {
  readonly mode: ModeName
  readonly port: number
  readonly origin: string
  readonly env: Readonly<Record<string, string>>
  readonly databaseUrl: string
}

/** Of the 100 ports that a run with two workers uses; another E2E_PORT lets two runs share a machine. */
const FIRST_PORT = Number(process.env['E2E_PORT'] ?? 3100)
if (!Number.isInteger(FIRST_PORT) || FIRST_PORT < 1024 || FIRST_PORT > 65_336) {
  throw new Error(`E2E_PORT is ${JSON.stringify(process.env['E2E_PORT'])}; allowed: a whole number from 1024 to 65336`)
}

/** The E2E_PORT of a run that a test of this one starts: 100 ports after its own, and others for each worker. */
export const INNER_PORT = FIRST_PORT + 100 * (1 + Number(process.env['TEST_PARALLEL_INDEX'] ?? 0))

/** The first ports of a run are those of `SERVERS`; each worker has its own after them. */
const [SHARED_PORTS, WORKER_PORTS] = [10, 45]
let taken = 0

/** A port for a server that a test starts itself: no other worker has it, and this one comes back to it long after. */
export function ownPort(): number {
  const worker = Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)
  return FIRST_PORT + SHARED_PORTS + worker * WORKER_PORTS + (taken++ % WORKER_PORTS)
}

/** Signs in nobody outside this test run. */
export const TEST_SECRET = 'q7Zr2vXk9LmB4nTw6JdY1sHc8GfP3uAe5RiN0oKx'

/** Made by the process that starts the run; its workers load this file too and must find the same folder. */
function runFolder(): string {
  const made = process.env['STATESIDE_E2E_DIR']
  if (made) return made
  const folder = mkdtempSync(join(tmpdir(), 'stateside-e2e-'))
  process.env['STATESIDE_E2E_DIR'] = folder
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** Where tests may put what servers of their own keep; removed when the run ends. */
export const E2E_DIR = runFolder()

/**
 * The whole environment of a server in `mode` that keeps its data in `folder`. An empty value means "not set", and keeps Next from taking one out of
 * a developer's .env.local.
 */
export function serverEnv(mode: ModeName, port: number, folder: string): Readonly<Record<string, string>> {
  return {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
    AUTH_MODE: mode,
    AUTH_REVOCATION: '',
    AUTH_SECRET: TEST_SECRET,
    AUTH_SECRET_PREVIOUS: '',
    AUTH_SIGNING_KEY: '',
    APP_URL: `http://localhost:${String(port)}`,
    DATABASE_URL: databaseIn(folder),
    SESSION_IDLE_SECONDS: '',
    SESSION_MAX_SECONDS: '',
    BEARER_TTL_SECONDS: '',
    ACCESS_TTL_SECONDS: '',
    REFRESH_GRACE_SECONDS: '',
    SESSIONS_PER_USER: '',
    SIGN_IN_ATTEMPTS: '',
    ADDRESS_ATTEMPTS: '',
    SHUTDOWN_SECONDS: '',
    LAB: '',
    INSTANCE: '',
    SEED_DEMO: '1',
    // Each journey comes from an address of its own, in X-Forwarded-For, so that failed sign-ins of one do not limit another.
    TRUST_PROXY_HOPS: '1',
  }
}

function server(mode: ModeName, index: number): Server {
  const port = FIRST_PORT + index
  const folder = join(E2E_DIR, mode)
  return { mode, port, origin: `http://localhost:${String(port)}`, env: serverEnv(mode, port, folder), databaseUrl: databaseIn(folder) }
}

/** The server of each mode; Playwright starts them all, and every test file may use any. */
export const SERVERS = Object.fromEntries(MODE_NAMES.map((mode, index) => [mode, server(mode, index)])) as Readonly<
  Record<ModeName, Server>
>
