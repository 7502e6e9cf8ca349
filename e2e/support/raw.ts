import { connect } from 'node:net'
import type { Server } from './servers'

export interface RawRequest {
  readonly method?: string
  /** As it stands in the request line. */
  readonly target: string
  /** Lines, besides Host, Connection and Content-Length. */
  readonly headers?: readonly string[]
  readonly body?: string
}

export interface RawAnswer {
  readonly status: number
  readonly head: string
}

/** In ms; an answer that takes longer never comes. */
const PATIENCE = 60_000

/** Sends just these bytes, which no client library would. A connection that closes without an answer is an error. */
export function sendRaw({ port }: Pick<Server, 'port'>, { method = 'GET', target, headers = [], body = '' }: RawRequest): Promise<RawAnswer> {
  const length = method === 'GET' || method === 'HEAD' ? [] : [`Content-Length: ${String(Buffer.byteLength(body))}`]
  const lines = [`${method} ${target} HTTP/1.1`, `Host: localhost:${String(port)}`, 'Connection: close', ...length, ...headers]
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}: ${lines.join('\n').slice(0, 500)}\n\n${body.slice(0, 500)}`))
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.setTimeout(PATIENCE, () => {
      socket.destroy()
      fail('no answer')
    })
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk
    })
    socket.once('error', (error) => fail(error.message))
    socket.once('close', () => {
      const [head = ''] = text.split('\r\n\r\n', 1)
      const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1])
      if (status) resolve({ status, head })
      else fail('closed without an answer')
    })
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
  })
}

/** Those of many requests that were answered with 500 or more, or not at all; a few at a time. */
export async function notServed(server: Pick<Server, 'port'>, requests: readonly RawRequest[]): Promise<readonly string[]> {
  const left = [...requests]
  const bad: string[] = []
  const worker = async () => {
    for (let request = left.shift(); request; request = left.shift()) {
      const { method = 'GET', target, headers = [], body = '' } = request
      const status = await sendRaw(server, request).then((answer) => answer.status, (error: unknown) => String(error))
      if (typeof status === 'string' || status >= 500) bad.push(`${String(status)} ${method} ${target} ${headers.join(' & ')} ${body}`.slice(0, 300))
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker))
  return bad
}
