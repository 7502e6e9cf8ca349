import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { basename, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ModeName } from '@/lib/auth/modes'
import { copyProject } from '@/testkit/copy'
import { CONFIG, SECRET } from './fixtures'

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

let built: Promise<string> | undefined

/** A production build of this project with a route and two pages more, made once. The project itself is left as it is. */
export function buildStateside(folder: string): Promise<string> {
  return (built ??= buildCopy(folder))
}

async function buildCopy(folder: string): Promise<string> {
  const copy = copyProject(folder, {
    'app/api/bare/route.ts': BARE_ROUTE,
    'app/not-found.tsx': NOT_FOUND,
    'app/bench-bare/page.tsx': page(false),
    'app/bench-checked/page.tsx': page(true),
  })
  await build(copy)
  return copy
}

/**
 * A production build of the small application that serves the peers. Built where it stands, it would get the proxy and the
 * instrumentation of the project: Next looks for them in every folder above.
 */
export async function buildSite(folder: string): Promise<string> {
  const copy = join(folder, 'peers')
  for (const name of ['db', 'lib', 'scripts', 'bench', 'tsconfig.json']) {
    cpSync(name, join(copy, name), { recursive: true, filter: (path) => !['node_modules', '.next'].includes(basename(path)) })
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'), 'junction')
  symlinkSync(resolve('bench', 'node_modules'), join(copy, 'bench', 'node_modules'), 'junction')
  const site = join(copy, 'bench', 'peers', 'site')
  await build(site)
  return site
}

async function build(folder: string): Promise<void> {
  const { child, output } = run(folder, [NEXT, 'build'], {})
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(`next build failed in ${folder}:\n${output()}`)
}

export interface Server {
  readonly pid: number
  readonly origin: string
  stop(): Promise<void>
}

/** As `npm start` starts it, reachable from this machine only. */
export function startStateside(copy: string, mode: ModeName, database: string): Promise<Server> {
  return start('/api/health', (port) =>
    run(copy, [join('scripts', 'start.mjs'), '-p', port, '-H', '127.0.0.1'], {
      AUTH_MODE: mode,
      AUTH_SECRET: SECRET,
      // The issuer of what the bench signs in by itself.
      APP_URL: CONFIG.issuer,
      // No token is over before the bench is.
      ACCESS_TTL_SECONDS: '86400',
      BEARER_TTL_SECONDS: '86400',
      DATABASE_URL: `file:${database}`,
    }),
  )
}

/** Behind the HTTP server that Stateside stands behind too; or by `next start`, which keeps connections as long here as that one. */
export function startSite(site: string, database: string, by: 'our server' | 'next start'): Promise<Server> {
  return start('/bare', (port, origin) =>
    run(site, by === 'our server' ? [join('..', '..', '..', 'scripts', 'start.mjs'), '-p', port, '-H', '127.0.0.1'] : [NEXT, 'start', '-p', port, '-H', '127.0.0.1', '--keepAliveTimeout', '65000'], {
      BENCH_DATABASE: database,
      BENCH_SECRET: SECRET,
      NEXTAUTH_URL: origin,
      NEXTAUTH_SECRET: SECRET,
    }),
  )
}

async function start(ready: string, launch: (port: string, origin: string) => ReturnType<typeof run>): Promise<Server> {
  const port = String(await freePort())
  const origin = `http://127.0.0.1:${port}`
  const { child, output } = launch(port, origin)
  const pid = child.pid
  if (pid === undefined) throw new Error('the server did not start')
  for (let tries = 0; !(await answers(`${origin}${ready}`)); tries++) {
    if (child.exitCode !== null || tries > 300) throw new Error(`the server does not answer:\n${output()}`)
    await pause(200)
  }
  return {
    pid,
    origin,
    async stop() {
      const closed = once(child, 'close')
      child.kill()
      await Promise.race([closed, pause(5000, undefined, { ref: false }).then(() => void child.kill('SIGKILL'))])
    },
  }
}

/** Milliseconds of processor time that a process used so far, in all its threads; null where the system does not tell. */
export function cpuMs(pid: number): number | null {
  try {
    const threads = readdirSync(`/proc/${String(pid)}/task`)
    const nanoseconds = threads.map((id) => Number(readFileSync(`/proc/${String(pid)}/task/${id}/schedstat`, 'utf8').split(' ')[0]))
    return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6
  } catch {
    return null
  }
}

/** Resident memory of a process in MB; null where the system does not tell. */
export function residentMegabytes(pid: number): number | null {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]
    return kibibytes === undefined ? null : (Number(kibibytes) * 1024) / 1e6
  } catch {
    return null
  }
}

/** Settings of the person's own shell must not reach the servers. */
const OURS = /^(AUTH_|ACCESS_|BEARER_|BENCH_|REFRESH_|SESSION_|SIGN_IN_|TRUST_|SEED_|SHUTDOWN_|INSTANCE$|APP_URL|DATABASE_URL|PORT$|NODE_ENV$|NODE_OPTIONS$|NEXTAUTH_)/

const NEXT = resolve('node_modules', 'next', 'dist', 'bin', 'next')

/** Nothing outlives the bench, however it ends. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

function run(cwd: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)))
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: { NODE_ENV: 'production', ...inherited, NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('close', () => running.delete(child))
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
