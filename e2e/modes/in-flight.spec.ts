import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LIMITS } from '@/lib/server/in-flight'
import { startServer, type RunningServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const PORT = ownPort()
const PAGE = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'
const FLOOD_BYTES = 2.3 * 1024 * 1024
/** Within this time, in ms, health is answered whatever else is asked. */
const HEALTH_MS = 5000

let folder: string
let server: RunningServer
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-in-flight-'))
  const env = { ...serverEnv('database', PORT, folder), NODE_OPTIONS: '--max-old-space-size=512' }
  server = await startServer(env, { port: PORT })
})
test.afterEach(async () => {
  await server.stop('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

// One port, one server at a time.
test.describe.configure({ mode: 'default' })

/** What came over one connection that sent all of this at once, until it was closed or has `enough`. */
function send(bytes: string, enough: (text: string) => boolean = () => false): Promise<string> {
  const socket = connect(PORT, 'localhost')
  let text = ''
  socket.setEncoding('latin1').on('error', () => undefined).on('data', (chunk: string) => {
    text += chunk
    if (enough(text)) socket.destroy()
  })
  socket.write(bytes)
  return new Promise((resolve) => {
    socket.on('close', () => {
      resolve(text)
    })
  })
}

const statuses = (text: string) => [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status))

/** Asks for health, each time over a connection of its own, until the flood is over. */
async function healthyDuring<T>(flood: Promise<T>): Promise<T> {
  const over = new AbortController()
  void flood.then(() => {
    over.abort()
  })
  do {
    const answer = await fetch(`${server.origin}/api/health`, { headers: { connection: 'close' }, signal: AbortSignal.timeout(HEALTH_MS) })
    expect(answer.status).toBe(200)
  } while (!over.signal.aborted)
  return flood
}

async function servesPages() {
  const page = await fetch(server.origin)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('</html>')
}

test('2.3 MiB of requests sent ahead get so many answers and then busy', async () => {
  const answers = await healthyDuring(send(PAGE.repeat(Math.ceil(FLOOD_BYTES / PAGE.length))))
  const expected = [...Array.from({ length: LIMITS.perConnection }, () => 200), 503]
  // What was on its way when the server closed may take the last answers with it.
  expect(expected.slice(0, statuses(answers).length)).toEqual(statuses(answers))
  await servesPages()
})

test('the same over 20 connections is survived as well', async () => {
  await healthyDuring(Promise.all(Array.from({ length: 20 }, () => send(PAGE.repeat(Math.ceil(FLOOD_BYTES / PAGE.length))))))
  await servesPages()
})

test('pages that 800 connections ask for at once are answered, or refused with busy', async () => {
  const whole = (text: string) => text.includes('</html>') || text.includes('"code":"busy"')
  const answers = await healthyDuring(Promise.all(Array.from({ length: 800 }, () => send(PAGE, whole))))
  const refused = answers.filter((text) => statuses(text)[0] === 503)
  expect(refused.length).toBeGreaterThan(0)
  for (const text of refused) {
    expect(text).toMatch(/^content-type: application\/problem\+json\r$/im)
    expect(text).toMatch(/^retry-after: 1\r$/im)
  }
  expect(answers.flatMap(statuses).filter((status) => status !== 200 && status !== 503)).toEqual([])
  await servesPages()
})

test('400 bodies that never come keep nobody from signing in', async () => {
  const slow = Array.from({ length: 400 }, () => connect(PORT, 'localhost'))
  try {
    await Promise.all(
      slow.map(async (socket, i) => {
        const path = i % 2 === 0 ? '/sign-in' : '/api/sign-in'
        socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n`)
        await once(socket, 'data')
      }),
    )
    await servesPages()
    const form = await fetch(`${server.origin}/sign-in`, { method: 'POST', headers: { origin: server.origin }, body: new URLSearchParams() })
    expect(form.status).not.toBe(503)
  } finally {
    for (const socket of slow) socket.destroy()
  }
})
