import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openStores } from '@/db/sqlite/open'
import { makePeople, SECRET, signedIn } from './fixtures'
import { once as figure, table, type Goal } from './report'
import { buildSite, cpuSeconds, residentMegabytes } from './server'

/** Open tabs, each of another person. */
const STREAMS = 2000
/** Streams that come and go before anything counts. */
const WARM_UP = 500
/** Until what the opening left behind is gone, and for how long is then measured, in ms. */
const SETTLE_MS = 60_000
const IDLE_MS = 60_000

/** What open tabs cost while nothing happens: memory of each, and processor time of all, under `npm start`. */
export async function streams(folder: string): Promise<{ goals: readonly Goal[]; text: string }> {
  console.error('\nbuilding a copy of the project for production ...')
  const site = await buildSite(join(folder, 'streams'))
  const file = join(folder, 'streams.db')
  const stores = openStores(file)
  const { mode, credentials } = await signedIn('database', stores, await makePeople(stores, STREAMS), STREAMS)
  stores.close()

  const port = await freePort()
  const origin = `http://127.0.0.1:${String(port)}`
  const child = spawn(process.execPath, ['scripts/start.mjs', '-p', String(port), '-H', '127.0.0.1'], {
    cwd: site,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', AUTH_SECRET: SECRET, APP_URL: origin, DATABASE_URL: `file:${file}` },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const kill = () => void child.kill('SIGKILL')
  process.on('exit', kill)
  const open = (credential: string) => watching(port, `${mode.facts.credentialName}=${credential}`)
  const sockets: Socket[] = []
  try {
    await ready(`${origin}/api/health`, () => child.exitCode !== null)
    for (const credential of credentials.slice(0, WARM_UP)) (await open(credential)).destroy()
    await pause(5000)
    const read = () => ({ megabytes: residentMegabytes(child.pid ?? 0), seconds: cpuSeconds(child.pid ?? 0) })
    const before = read()
    for (const credential of credentials) sockets.push(await open(credential))
    await pause(SETTLE_MS)
    const settled = read()
    await pause(IDLE_MS)
    const after = read()
    if (before.megabytes === null || after.megabytes === null || settled.seconds === null || after.seconds === null) {
      return { goals: [], text: 'This system has no /proc: no CPU and no memory here.' }
    }
    const each = ((after.megabytes - before.megabytes) * 1000) / STREAMS
    const share = ((after.seconds - settled.seconds) / (IDLE_MS / 1000)) * 100
    const goal = { bound: 'at most', what: `${String(STREAMS)} open streams` } as const
    return {
      goals: [
        { ...goal, what: `${goal.what}: memory of each`, limit: 60, unit: 'kB', reached: figure(each) },
        { ...goal, what: `${goal.what}, idle: of a core`, limit: 2, unit: '%', reached: figure(share) },
      ],
      text: table(['open streams', 'kB each', '% of a core'], [[String(STREAMS), each.toFixed(1), share.toFixed(2)]]),
    }
  } finally {
    for (const socket of sockets) socket.destroy()
    const closed = once(child, 'close')
    kill()
    await closed
    process.off('exit', kill)
  }
}

/** A stream that has begun, and whose client goes on reading. */
async function watching(port: number, cookie: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`GET /api/session-events HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\nCookie: ${cookie}\r\n\r\n`)
  let text = ''
  while (!text.includes(': watching')) {
    const [chunk] = (await once(socket, 'data')) as [Buffer]
    text += chunk.toString()
    if (text.includes('problem+json')) throw new Error(`no stream: ${text}`)
  }
  return socket.resume()
}

async function ready(url: string, failed: () => boolean): Promise<void> {
  for (let tries = 0; ; tries++) {
    if (failed() || tries > 150) throw new Error(`${url} does not answer`)
    await pause(200)
    const answered = await fetch(url).then(({ ok }) => ok, () => false)
    if (answered) return
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
