import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { inFlight, LIMITS, type Handle, type Limits } from './in-flight'
import { lanes, LANES, type Exchange, type LaneName } from './lanes'

beforeAll(() => {
  vi.stubEnv('AUTH_SECRET', 'q7Zr2vXk9LmB4nTw6JdY1sHc8GfP3uAe5RiN0oKx')
})

const ending: (() => void)[] = []
afterEach(() => {
  for (const end of ending.splice(0)) end()
})

/** A server that answers when the test says so, unless `handle` says otherwise. */
async function site({ handle, ...limits }: Partial<Limits> & { handle?: Handle } = {}) {
  const started: Exchange[] = []
  const hold: Handle = (req, res) => {
    started.push({ req, res })
    return Promise.resolve()
  }
  const flight = inFlight(handle ?? hold, { origin: 'http://localhost', secure: false }, { ...LIMITS, ...limits })
  let parsed = 0
  let thisTurn = 0
  let mostInOneTurn = 0
  const server = createServer((req, res) => {
    parsed += 1
    if (thisTurn === 0) setImmediate(() => (thisTurn = 0))
    thisTurn += 1
    mostInOneTurn = Math.max(mostInOneTurn, thisTurn)
    flight.accept({ req, res })
  })
  server.on('connection', flight.connected)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ending.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const open = () => talk((server.address() as AddressInfo).port)
  const until = (count: number) => eventually(() => { expect(started).toHaveLength(count) })
  return { flight, started, until, open, parsed: () => parsed, mostInOneTurn: () => mostInOneTurn }
}

function talk(port: number) {
  const socket = connect(port, '127.0.0.1')
  ending.push(() => socket.destroy())
  let text = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk)).on('error', () => undefined)
  const statuses = () => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status))
  return {
    socket,
    send: (...heads: string[]) => socket.write(heads.map((head) => `${head} HTTP/1.1\r\nHost: x\r\n\r\n`).join('')),
    text: () => text,
    statuses,
    answered: (...expected: number[]) => eventually(() => { expect(statuses()).toEqual(expected) }),
    closed: once(socket, 'close'),
  }
}

/** However slow the machine is. */
const eventually = (holds: () => void) => vi.waitFor(holds, 15_000)

const answer = ({ res }: Exchange | undefined = {} as Exchange) => res.end('done')
const only = (name: LaneName, limit: number) => ({ ...LANES, [name]: { ...LANES[name], limit } })

describe('one connection', () => {
  test('is answered one request after the other, in order', async () => {
    const { open, started, until } = await site()
    const client = open()
    client.send('GET /a', 'GET /b', 'GET /c')
    for (const [index, path] of ['/a', '/b', '/c'].entries()) {
      await until(index + 1)
      expect(started[index]?.req.url).toBe(path)
      answer(started[index])
    }
    await client.answered(200, 200, 200)
  })

  test('with too much sent ahead gets busy in its turn, and then no answer more', async () => {
    const { open } = await site({ perConnection: 3, handle: async (_, res) => Promise.resolve(res.end()) })
    const client = open()
    client.send(...Array.from({ length: 50 }, () => 'GET /'))
    await client.closed
    expect(client.statuses()).toEqual([200, 200, 200, 503])
    expect(client.text()).toMatch(/retry-after: 1\r\n/i)
    expect(client.text()).toMatch(/connection: close\r\n/i)
    expect(client.text()).toContain('"code":"busy"')
  })

  test('is read no further once it sent too much: of 2.3 MiB what one read brought', async () => {
    const { open, until, parsed } = await site()
    const head = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'
    const client = open()
    client.socket.write(head.repeat(Math.ceil((2.3 * 1024 * 1024) / head.length)))
    await until(1)
    // Whoever is later answered was read later.
    const later = open()
    later.send('GET /')
    await until(2)
    expect(parsed()).toBeLessThanOrEqual(Math.ceil((64 * 1024) / head.length) + 1)
  })

  test('keeps the others from being read in the same turn, as soon as it wastes too much of it', async () => {
    const { open, until, parsed, mostInOneTurn } = await site({ ignoredPerTurn: 50 })
    const clients = Array.from({ length: 4 }, open)
    for (const [i, client] of clients.entries()) {
      client.send('GET /first')
      await until(i + 1)
    }
    // All of it can be read by the time that the first is.
    for (const client of clients) client.send(...Array.from({ length: 100 }, () => 'GET /'))
    await eventually(() => { expect(parsed()).toBe(404) })
    expect(mostInOneTurn()).toBe(100)
  })

  test('is cut off when all of them have sent too much', async () => {
    const { open, until } = await site({ perConnection: 2, ignored: 10 })
    const first = open()
    first.send(...Array.from({ length: 13 }, () => 'GET /'))
    await until(1)
    const second = open()
    second.send('GET /', 'GET /', 'GET /', 'GET /')
    await second.closed
    expect(second.text()).toBe('')
    expect(first.socket.destroyed).toBe(false)
  })

  test('that is closed by its client starts nothing more', async () => {
    const { open, started, until, flight } = await site()
    const client = open()
    client.send('GET /a', 'GET /b')
    await until(1)
    const { socket } = started[0]!.req
    client.socket.destroy()
    await once(socket, 'close')
    await eventually(() => { expect(flight.has(socket)).toBe(false) })
    expect(started).toHaveLength(1)
  })

  test('that brings a body slowly takes no place until it is there', async () => {
    const { open, started, until } = await site({ lanes: only('changes', 1) })
    const slow = open()
    slow.socket.write('POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo')
    const client = open()
    client.send('POST /api/other')
    await until(1)
    expect(started[0]?.req.url).toBe('/api/other')
    answer(started[0])
    await client.answered(200)
    slow.socket.write('dy')
    await until(2)
    expect(Buffer.concat((await started[1]!.req.toArray()) as Buffer[]).toString()).toBe('body')
  })

  test('goes on after a body that nobody read', async () => {
    const body = 'x'.repeat(1_000_000)
    const { open } = await site({ handle: async (_, res) => Promise.resolve(res.end()) })
    const client = open()
    client.socket.write(`POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`)
    client.send('GET /api/me')
    await client.answered(200, 200)
  })
})

describe('a process', () => {
  test('answers busy where a lane is full, on a connection that stays, and goes on in the others', async () => {
    const { open, started, until } = await site({ lanes: only('pages', 1) })
    const [holder, refused] = [open(), open()]
    holder.send('GET /')
    await until(1)
    refused.send('GET /')
    await refused.answered(503)
    expect(refused.text()).toContain('application/problem+json')
    refused.send('GET /api/health')
    await until(2)
    answer(started[1])
    await refused.answered(503, 200)
    answer(started[0])
    await holder.answered(200)
    refused.send('GET /')
    await until(3)
  })

  test('never starts what waited for nobody', async () => {
    const { open, started, until } = await site()
    const clients = [open(), open()]
    clients.forEach((client, i) => client.send(`GET /${String(i)}`))
    await until(2)
    const urls: string[] = []
    const one = lanes({ yields: 0, lanes: only('pages', 2) }, ({ req }) => urls.push(req.url ?? ''))
    const first = started.find(({ req }) => req.url === '/0')!
    // It leaves before the turn comes that would start it.
    setImmediate(() => first.res.emit('close'))
    for (const exchange of started) expect(one.enter(exchange)).toBe(true)
    expect(one.enter(first)).toBe(false)
    await eventually(() => { expect(urls).toEqual(['/1']) })
  })

  test('lets others in before it starts a page', async () => {
    const { open, started, until } = await site()
    open().send('GET /')
    await until(1)
    let starts = 0
    const one = lanes({ ...LIMITS, yields: 3 }, () => (starts += 1))
    one.enter(started[0]!)
    const after: number[] = []
    for (let turn = 0; turn < 5; turn++) {
      one.yield()
      await new Promise((resolve) => setImmediate(resolve))
      after.push(starts)
    }
    expect(after).toEqual([0, 0, 0, 1, 1])
  })

  test('answers 500 for a handler that throws', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { open } = await site({ handle: () => Promise.reject(new Error('unforeseen')) })
    const client = open()
    client.send('GET /')
    await client.answered(500)
    expect(client.text()).toContain('"code":"internal_error"')
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
  })

  test('that finishes answers what it has, closing each connection, and then is done', async () => {
    const { open, started, until, flight } = await site()
    const [two, one] = [open(), open()]
    two.send('GET /a', 'GET /b')
    one.send('GET /c')
    await until(2)
    let done = false
    flight.close()
    const finished = flight.idle().then(() => (done = true))
    for (const each of [...started]) answer(each)
    await until(3)
    expect(done).toBe(false)
    answer(started[2])
    await finished
    await Promise.all([two.closed, one.closed])
    expect([two.statuses(), one.statuses()]).toEqual([[200, 200], [200]])
    expect(two.text().match(/connection: close/gi)).toHaveLength(1)
  })
})
