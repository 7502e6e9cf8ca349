import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** What `npm start` starts; e2e/modes/stopping.spec.ts also starts it that way. */
export const START = 'scripts/start.mjs'
const DEADLINE_MS = 30_000
/** Until a server that compiles what is asked of it has answered. */
const COMPILED_MS = 120_000

/** A server that a test started itself, to stop it, kill it or start it again. */
export interface RunningServer {
  readonly origin: string
  /** Of the process that was started: the server, or npm. */
  readonly pid: number
  /** Resolves once nothing writes to its output any more, with the exit code of the process that was started. */
  readonly closed: Promise<number | null>
  /** Signals the process, and with npm all that it started; resolves once it is gone. SIGKILL is a crash. */
  stop(signal?: NodeJS.Signals): Promise<void>
  /** What it wrote so far, both streams. */
  output(): string
}

const children = new Map<ChildProcess, (signal: NodeJS.Signals) => void>()
process.once('exit', () => {
  for (const kill of children.values()) kill('SIGKILL')
})

interface Launch {
  readonly port: number
  /** Through `npm start`, in a process group of its own. */
  readonly npm?: boolean
  /** Of the project, where it is not this one. */
  readonly root?: string
}

const NEXT = 'node_modules/next/dist/bin/next'

/** The server's own process and no shell around it, or npm and what it starts. */
function launch(env: Readonly<Record<string, string>>, { port, npm = false, root = ROOT }: Launch, development = false) {
  const options = ['-p', String(port)]
  const command = development ? [NEXT, 'dev', ...options] : [START, ...options]
  const child = spawn(npm ? 'npm' : process.execPath, npm ? ['start', '--', ...options] : command, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: npm,
  })
  const kill = (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    if (npm && child.pid !== undefined) process.kill(-child.pid, signal)
    else child.kill(signal)
  }
  children.set(child, kill)
  let text = ''
  const collect = (chunk: string) => {
    text += chunk
  }
  child.stdout.setEncoding('utf8').on('data', collect)
  child.stderr.setEncoding('utf8').on('data', collect)
  const closed = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      children.delete(child)
      resolve(code)
    })
  })
  return { child, kill, closed, output: () => text, running: () => child.exitCode === null && child.signalCode === null }
}

/**
 * Starts the production build with `env` (see `serverEnv`) and waits until it answers. Pick a port that nothing in
 * `SERVERS` has; `APP_URL` is the caller's to set. Stop it in a `finally`.
 */
export async function startServer(env: Readonly<Record<string, string>>, place: Launch): Promise<RunningServer> {
  return answering(launch(env, place), place.port, DEADLINE_MS)
}

/** As `startServer`, the development server. It must be the only one of its mode; see `.next-dev`. */
export async function startDevelopment(env: Readonly<Record<string, string>>, { port }: { port: number }): Promise<RunningServer> {
  return answering(launch({ ...env, NODE_ENV: 'development' }, { port }, true), port, COMPILED_MS)
}

async function answering(
  { child: { pid }, kill, closed, output, running }: ReturnType<typeof launch>,
  port: number,
  patience: number,
): Promise<RunningServer> {
  if (pid === undefined) throw new Error('The server could not be started')
  const origin = `http://localhost:${String(port)}`
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    kill(signal)
    await closed
  }
  const deadline = Date.now() + patience
  while (running() && Date.now() < deadline) {
    const answer = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
    // Another process may hold the port and answer while ours is about to give up.
    if (answer?.ok === true && output().includes('Ready')) return { origin, pid, closed, stop, output }
    await sleep(100)
  }
  const died = !running()
  await stop('SIGKILL')
  throw new Error(`The server on port ${String(port)} ${died ? 'ended before it answered' : 'did not answer in time'}:\n${output()}`)
}

/** Starts the production build with an `env` that it must refuse, and waits until it ended. */
export async function expectBootFailure(env: Readonly<Record<string, string>>): Promise<{ code: number | null; output: string }> {
  const { child, closed, output } = launch(env, { port: 0 })
  const late = sleep(DEADLINE_MS, 'late' as const, { ref: false })
  const ended = await Promise.race([closed, late])
  if (ended !== 'late') return { code: ended, output: output() }
  child.kill('SIGKILL')
  await closed
  throw new Error(`The server started although it had to refuse:\n${output()}`)
}
