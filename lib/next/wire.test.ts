import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { clientAddress, sentValues, type Arrival } from '../http/arrival'
import { arrivalOf, readablePath, sentHost, watchArrivals } from './wire'

const arrival = (peer: string | null, ...forwarded: string[]) => ({
  method: 'GET',
  url: '/',
  peer,
  rawHeaders: ['Host', 'x', ...forwarded.flatMap((value) => ['X-Forwarded-For', value])],
})

test.each([
  ['nobody watched', null, 0, null],
  ['no proxy is trusted: the header is hearsay', arrival('192.0.2.1', '203.0.113.7'), 0, '192.0.2.1'],
  ['one proxy: what it saw', arrival('10.0.0.1', '203.0.113.7, 192.0.2.1'), 1, '192.0.2.1'],
  ['two proxies', arrival('10.0.0.1', '203.0.113.7, 192.0.2.1'), 2, '203.0.113.7'],
  ['two headers are one list', arrival('10.0.0.1', '203.0.113.7', '192.0.2.1'), 2, '203.0.113.7'],
  ['more trusted than came: the furthest', arrival('10.0.0.1', '192.0.2.1'), 5, '192.0.2.1'],
  ['one trusted and nothing came', arrival('10.0.0.1'), 1, '10.0.0.1'],
  ['a dual-stack socket', arrival('::ffff:192.0.2.1'), 0, '192.0.2.1'],
  ['a dual-stack socket, written as IPv6', arrival('::FFFF:c000:201'), 0, '192.0.2.1'],
  ['a port that the proxy added', arrival('10.0.0.1', '192.0.2.1:4711'), 1, '192.0.2.1'],
  ['IPv6 in brackets, with a port', arrival('10.0.0.1', '[2001:db8::1]:4711'), 1, '2001:db8::1'],
  ['what is no address: the peer', arrival('10.0.0.1', 'unknown'), 1, '10.0.0.1'],
  ['nothing behind the comma: the peer', arrival('10.0.0.1', '192.0.2.1, '), 1, '10.0.0.1'],
  ['only brackets around it', arrival('10.0.0.1', ' [2001:db8::1] '), 1, '2001:db8::1'],
  ['IPv6', arrival('2001:db8::1'), 0, '2001:db8::1'],
])('%s', (_, arrived, hops, address) => {
  expect(clientAddress(arrived, hops)).toBe(address)
})

test.each([
  ['/api/a%20b?c=%', '/api/a%20b?c=%'],
  ['/api/%', '/api/%25'],
  ['/api/%E0%A4%A?b=c?d', '/api/%25E0%25A4%25A?b=c?d'],
  ['/', '/'],
  ['/a?b=http://c', '/a?b=http://c'],
  ['//a', '//a'],
  ['*', '/*'],
  ['?a', '/?a'],
  ['example.com:80', '/example.com:80'],
  ['http://example.com', '/'],
  ['HTTPS://user@example.com:80?a', '/?a'],
  ['http://example.com/a?b', '/a?b'],
  ['http:///a', '/a'],
])('of %s Next can read a path', (url, expected) => {
  expect(readablePath(url)).toBe(expected)
})

const APP_URL = 'https://app.example.com'

/** The next request that arrives, of `headers`, and its answer. */
async function arrived(headers: Record<string, string>) {
  watchArrivals(APP_URL)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = request({ port: (server.address() as AddressInfo).port, method: 'POST', headers })
  client.on('error', () => undefined).end('body')
  const [received, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse]
  return { client, response, close: () => server.close(), headers: new Headers(received.headers as Record<string, string>) }
}

test('whatever was sent as Host, ours is what Next sees, and what was sent what the X-ray does', async () => {
  const stray = { host: '127.0.0.1:3000', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', 'x-forwarded-port': '1', 'x-forwarded-for': '192.0.2.1' }
  const { client, headers, close } = await arrived(stray)
  try {
    expect([...headers.keys()].filter((name) => name.startsWith('x-forwarded'))).toEqual(['x-forwarded-for'])
    expect(headers.get('host')).toBe('app.example.com')
    expect(sentHost(headers)).toBe(stray.host)
    expect(sentValues(arrivalOf(headers)?.rawHeaders ?? [], 'x-forwarded-host')).toEqual(['evil.example'])
  } finally {
    client.destroy()
    close()
  }
})

test('nothing is remembered of what was sent ahead and never had its turn', async () => {
  watchArrivals(APP_URL)
  const server = createServer().listen(0, '127.0.0.1')
  try {
    await once(server, 'listening')
    const seen: (Arrival | null)[] = []
    const all = new Promise<void>((resolve) => {
      server.on('request', ({ headers }: IncomingMessage) => {
        if (seen.push(arrivalOf(new Headers(headers as Record<string, string>))) === 3) resolve()
      })
    })
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3))
    const [connection] = (await once(server, 'connection')) as [Socket]
    await all
    client.destroy()
    await once(connection, 'close')
    expect(seen.map((each) => each?.closed)).toEqual([true, true, true])
  } finally {
    server.close()
  }
})

test('what Next sends itself to serve a request is that request, and nothing else is', async () => {
  const first = await arrived({ 'x-forwarded-for': '192.0.2.1' })
  const again = await arrived({ 'x-stateside-arrival': first.headers.get('x-stateside-arrival') ?? '' })
  const guessed = await arrived({ 'x-stateside-arrival': '1' })
  try {
    expect(arrivalOf(again.headers)).toBe(arrivalOf(first.headers))
    expect(again.headers.get('x-stateside-arrival')).not.toBe(first.headers.get('x-stateside-arrival'))
    expect(arrivalOf(guessed.headers)).not.toBe(arrivalOf(first.headers))
    again.client.destroy()
    await once(again.response, 'close')
    expect(arrivalOf(first.headers)?.closed).toBeUndefined()
    first.client.destroy()
    await once(first.response, 'close')
    const late = await arrived({ 'x-stateside-arrival': first.headers.get('x-stateside-arrival') ?? '' })
    expect(sentValues(arrivalOf(late.headers)?.rawHeaders ?? [], 'x-forwarded-for')).toEqual([])
    late.client.destroy()
    late.close()
  } finally {
    for (const { client, close } of [first, again, guessed]) {
      client.destroy()
      close()
    }
  }
})

test('a client that hangs up is known to have left, also if nothing was answered yet', async () => {
  const { client, response, headers, close } = await arrived({})
  try {
    const arrival = arrivalOf(headers)
    expect(arrival).toMatchObject({ method: 'POST', peer: '127.0.0.1' })
    expect(arrival?.closed).toBeUndefined()
    client.destroy()
    await once(response, 'close')
    expect(arrival?.closed).toBe(true)
  } finally {
    close()
  }
})
