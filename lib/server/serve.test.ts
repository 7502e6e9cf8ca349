import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import type { Handle } from './in-flight'
import { serve } from './serve'

const QUICK = { request: 60_000, look: 60_000, read: 50, keepAlive: 50 }

async function client(handle: Handle) {
  const { server } = serve(handle, { origin: 'http://localhost', secure: false, shutdownMs: 1000 }, QUICK)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined).write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  const [connection] = (await once(server, 'connection')) as [typeof socket]
  const end = () => {
    socket.destroy()
    server.close()
  }
  return { socket, connection, end }
}

test('a client that reads nothing of its answer is cut off', async () => {
  const { socket, connection, end } = await client(async (_, res) => Promise.resolve(res.end(Buffer.alloc(50_000_000))))
  socket.pause()
  await once(connection, 'close')
  end()
})

test('a client whose answer takes its time is not, and may then keep its connection as long as is agreed', async () => {
  let answer: (() => void) | undefined
  const { socket, connection, end } = await client(async (_, res) => {
    answer = () => res.end('done')
    return Promise.resolve()
  })
  // Emitted where nothing has moved for that long.
  await once(connection, 'timeout')
  expect(connection.destroyed).toBe(false)
  answer?.()
  const [chunk] = (await once(socket, 'data')) as [Buffer]
  expect(chunk.toString()).toContain('200 OK')
  await once(connection, 'close')
  end()
})
