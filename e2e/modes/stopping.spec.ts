import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request, type IncomingMessage, type RequestOptions } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import { startServer, type RunningServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const PORT = ownPort()
const ADA = JSON.stringify({ email: 'ada@example.com', password: DEMO_PASSWORD })
const AGAIN = 'event: again\ndata: {}\n\n'

let folder: string
let server: RunningServer
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-stopping-'))
})
test.afterEach(async () => {
  await server.stop('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

// One port, one server at a time.
test.describe.configure({ mode: 'default' })

async function start({ npm = false, seconds = '3600' } = {}) {
  const env = { ...serverEnv('database', PORT, folder), SHUTDOWN_SECONDS: seconds }
  server = await startServer(env, { port: PORT, npm })
}

for (const [npm, signal] of [[true, 'SIGTERM'], [true, 'SIGINT'], [false, 'SIGTERM'], [false, 'SIGINT']] as const) {
  test(`${signal} to ${npm ? 'npm' : 'the server'} takes nothing new, ends streams, finishes what is under way, and ends the server`, async () => {
    await start({ npm })
    const health = await keptConnection()
    const stream = await watchedSession()
    const signIn = await halfSentSignIn()

    process.kill(server.pid, signal)
    expect(await stream.ended).toMatch(AGAIN)
    expect(await health()).toMatchObject({ status: 503, connection: 'close', body: { code: 'stopping' } })
    expect(await accepts()).toBe(false)

    signIn.finish()
    expect(await signIn.answered).toMatch(/^HTTP\/1\.1 200 /m)
    // It resolves only when nobody holds the output any more, so no process was left behind.
    expect(await server.closed).toBe(0)
    expect(await accepts()).toBe(false)
  })
}

test('a Ctrl-C, which the terminal sends to everybody and npm passes on, is one signal', async () => {
  await start({ npm: true })
  const stream = await watchedSession()
  const signIn = await halfSentSignIn()
  process.kill(-server.pid, 'SIGINT')
  expect(await stream.ended).toMatch(AGAIN)
  signIn.finish()
  expect(await signIn.answered).toMatch(/^HTTP\/1\.1 200 /m)
  expect(await server.closed).toBe(0)
})

test('a second signal ends the server at once', async () => {
  await start()
  const stream = await watchedSession()
  await halfSentSignIn()
  process.kill(server.pid, 'SIGTERM')
  await stream.ended
  process.kill(server.pid, 'SIGTERM')
  expect(await server.closed).toBe(143)
})

test('what is not finished within SHUTDOWN_SECONDS is cut off', async () => {
  await start({ seconds: '1' })
  const signIn = await halfSentSignIn()
  process.kill(server.pid, 'SIGTERM')
  expect(await server.closed).toBe(0)
  expect(await signIn.answered).not.toContain('HTTP/1.1 200')
  expect(server.output()).toContain('SHUTDOWN_SECONDS')
})

test('connections that wait for their next request keep nobody waiting', async () => {
  await start()
  await keptConnection()
  process.kill(server.pid, 'SIGTERM')
  expect(await server.closed).toBe(0)
})

function get(path: string, options: RequestOptions = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(`${server.origin}${path}`, options, resolve).on('error', reject).end()
  })
}

/** Whether a new connection is taken. */
function accepts(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(PORT, 'localhost')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false)).once('connect', () => socket.destroy())
  })
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of answer.setEncoding('utf8')) text += String(chunk)
  return text
}

/** Asks for health over one connection, again and again. */
async function keptConnection() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const health = async () => {
    const answer = await get('/api/health', { agent })
    return { status: answer.statusCode, connection: answer.headers.connection, body: JSON.parse(await textOf(answer)) as unknown }
  }
  expect((await health()).status).toBe(200)
  return health
}

/** Signs somebody in and opens the stream of their session; it has begun. */
async function watchedSession() {
  const signedIn = await fetch(`${server.origin}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: ADA })
  const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';', 1).join('')).join('; ')
  const answer = await get('/api/session-events', { headers: { cookie } })
  expect(answer.statusCode).toBe(200)
  return { ended: textOf(answer) }
}

/** A request that the server has begun to take, and that is answered once its body is finished. */
async function halfSentSignIn() {
  const socket = connect(PORT, 'localhost')
  let text = ''
  const answered = new Promise<string>((resolve) => {
    socket.on('error', () => undefined).on('close', () => {
      resolve(text)
    })
  })
  const head = ['POST /api/sign-in HTTP/1.1', 'Host: localhost', 'Content-Type: application/json', `Content-Length: ${String(ADA.length)}`]
  socket.write([...head, 'Expect: 100-continue', '', ADA.slice(0, 10)].join('\r\n'))
  await new Promise<void>((resolve) => {
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk
      // What the server says as soon as it has read the head.
      if (text.includes('100 Continue')) resolve()
    })
  })
  return { answered, finish: () => socket.write(ADA.slice(10)) }
}
