import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { connect, createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'
import type { Site } from './site'

/** Something that listens on a free port of loopback until it is closed. */
export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/** How often an open stream checks who is behind it, in ms. */
const TICK_MS = 5

/** The site, for real connections. `GET /events` is a stream that checks again on every tick, and closes when refused. */
export async function listen(site: Site): Promise<Listening> {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const request = await asRequest(incoming, site.arena.config.issuer)
      if (incoming.url === '/events') {
        const check = new Request(new URL('/me', request.url), request)
        outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
        while (!outgoing.destroyed && (await site.serve(check, incoming.socket.remoteAddress)).response.ok) {
          outgoing.write(': still in\n\n')
          await new Promise((resolve) => setTimeout(resolve, TICK_MS))
        }
        outgoing.end()
        return
      }
      const { response } = await site.serve(request, incoming.socket.remoteAddress)
      outgoing.writeHead(response.status, [...response.headers].flat())
      outgoing.end(await response.text())
    })().catch(() => outgoing.destroy())
  })
  return opened(server, () => server.closeAllConnections())
}

/** Somebody on the way who passes every byte on and keeps a copy. `heard` gets what the client sent. */
export function listenBetween(port: number, heard: (text: string) => void): Promise<Listening> {
  const server = createTcpServer((client) => {
    const onward = connect(port, '127.0.0.1')
    client.on('data', (bytes) => heard(bytes.toString('latin1')))
    for (const [from, to] of [[client, onward], [onward, client]] as const) {
      from.on('error', () => to.destroy())
      from.pipe(to)
    }
  })
  return opened(server, () => undefined)
}

/** Sends a request over a connection of its own to that port of loopback, whatever its address says. */
export function sendTo(port: number, request: Request, signal?: AbortSignal): Promise<Response> {
  return request.arrayBuffer().then(
    (body) =>
      new Promise((resolve, reject) => {
        const { pathname, host } = new URL(request.url)
        const headers = { ...Object.fromEntries(request.headers), host, connection: 'close' }
        const sent = httpRequest({ host: '127.0.0.1', port, path: pathname, method: request.method, headers, agent: false, ...(signal && { signal }) }, (answer) => {
          void readAll(answer).then((bytes) => resolve(asResponse(answer, bytes)), reject)
        })
        sent.on('error', reject)
        sent.end(Buffer.from(body))
      }),
  )
}

async function opened(server: Server, hangUp: () => void): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        hangUp()
      }),
  }
}

async function asRequest(incoming: IncomingMessage, origin: string): Promise<Request> {
  const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) => values.map((value): [string, string] => [name, value]))
  const method = incoming.method ?? 'GET'
  const body = await readAll(incoming)
  return new Request(new URL(incoming.url ?? '/', origin), { method, headers, ...(body.length > 0 ? { body: Uint8Array.from(body) } : {}) })
}

function asResponse(answer: IncomingMessage, bytes: Buffer): Response {
  const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) => values.map((value): [string, string] => [name, value]))
  return new Response(Uint8Array.from(bytes), { status: answer.statusCode ?? 500, headers })
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
