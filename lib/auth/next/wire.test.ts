import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { arrivalOf, clientAddress, decodablePath, watchArrivals } from './wire'

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
])('the path of %s can be decoded', (url, expected) => {
  expect(decodablePath(url)).toBe(expected)
})

test('a client that hangs up is known to have left, also if nothing was answered yet', async () => {
  watchArrivals()
  const server = createServer().listen(0, '127.0.0.1')
  try {
    await once(server, 'listening')
    const client = request({ port: (server.address() as AddressInfo).port, method: 'POST' })
    client.on('error', () => undefined).end('body')
    const [received, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse]
    const arrived = arrivalOf(new Headers(received.headers as Record<string, string>))
    expect(arrived).toMatchObject({ method: 'POST', peer: '127.0.0.1' })
    expect(arrived?.closed).toBeUndefined()
    client.destroy()
    await once(response, 'close')
    expect(arrived?.closed).toBe(true)
  } finally {
    server.close()
  }
})
