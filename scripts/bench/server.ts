import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ModeName } from '@/lib/auth/modes'
import { copyProject } from '@/testkit/copy'
import { SECRET } from './fixtures'

const BARE_ROUTE = `export function GET() {
  return Response.json({ ok: true })
}
`

/** Next renders the root not-found page along with every page, and ours, with its header, checks the session. */
const NOT_FOUND = `export default function NotFound() {
  return <main id="main">There is no page at this address</main>
}
`

/** The two pages are the same, but for the check and the name that only it can tell. */
const page = (checks: boolean) => `import { headers } from 'next/headers'
${checks ? "import { requireUser } from '@/lib/next/session'\n" : ''}
export default async function Page() {
  await headers()
  const name = ${checks ? '(await requireUser()).user.name' : "'nobody in particular'"}
  return (
    <main id="main">
      <h1>Hello, {name}</h1>
    </main>
  )
}
`

/** A production build of this project with a route and two pages more. The project itself is left as it is. */
export async function buildSite(folder: string): Promise<string> {
  const site = copyProject(folder, {
    'app/api/bare/route.ts': BARE_ROUTE,
    'app/not-found.tsx': NOT_FOUND,
    'app/bench-bare/page.tsx': page(false),
    'app/bench-checked/page.tsx': page(true),
  })
  const build = next(site, ['build'], {})
  const [code] = (await once(build.child, 'close')) as [number]
  if (code !== 0) throw new Error(`next build failed:\n${build.output()}`)
  return site
}

export interface Server {
  readonly pid: number
  readonly origin: string
  stop(): Promise<void>
}

/** `next start`, reachable from this machine only. */
export async function startServer(site: string, mode: ModeName, database: string): Promise<Server> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${String(port)}`
  const { child, output } = next(site, ['start', '-p', String(port), '-H', '127.0.0.1'], {
    AUTH_MODE: mode,
    AUTH_SECRET: SECRET,
    APP_URL: origin,
    DATABASE_URL: `file:${database}`,
    SEED_DEMO: '1',
  })
  const pid = child.pid
  if (pid === undefined) throw new Error('next start did not start')
  const kill = () => void child.kill('SIGKILL')
  process.on('exit', kill)
  for (let tries = 0; !(await answers(`${origin}/api/health`)); tries++) {
    if (child.exitCode !== null || tries > 150) throw new Error(`next start does not answer:\n${output()}`)
    await pause(200)
  }
  return {
    pid,
    origin,
    async stop() {
      const closed = once(child, 'close')
      child.kill()
      await Promise.race([closed, pause(5000).then(kill)])
      process.off('exit', kill)
    },
  }
}

/** Seconds of processor time that a process used so far, in all its threads; null where the system does not tell. */
export function cpuSeconds(pid: number): number | null {
  const fields = procFile(pid, 'stat')?.replace(/^.*\) /s, '').split(' ')
  // utime and stime, in ticks of 10 ms: what Linux shows to programs, whatever its own clock does.
  return fields ? (Number(fields[11]) + Number(fields[12])) / 100 : null
}

/** Resident memory of a process in MB; null where the system does not tell. */
export function residentMegabytes(pid: number): number | null {
  const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(procFile(pid, 'status') ?? '')?.[1]
  return kibibytes === undefined ? null : (Number(kibibytes) * 1024) / 1e6
}

function procFile(pid: number, name: string): string | null {
  const path = `/proc/${String(pid)}/${name}`
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

/** Settings of the person's own shell must not reach the servers. */
const OURS = /^(AUTH_|SESSION_|SIGN_IN_|TRUST_|SEED_|SHUTDOWN_|INSTANCE$|APP_URL|DATABASE_URL|PORT$|NODE_ENV$|NODE_OPTIONS$|NEXTAUTH_)/

function next(site: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)))
  const child = spawn(process.execPath, [join('node_modules', 'next', 'dist', 'bin', 'next'), ...args], {
    cwd: site,
    env: { NODE_ENV: 'production', ...inherited, NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-8000)
    })
  }
  return { child, output: () => output }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
