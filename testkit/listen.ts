import { createServer, request as httpRequest, type IncomingMessage, type Server as NodeServer, type ServerResponse } from 'node:http'
import { connect, createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net'
import type { Arrival } from '@/lib/http/arrival'
import { send } from '@/lib/http/node'
import type { Server } from '@/lib/http/server'

/** Something that listens on a free port of loopback until it is closed. */
export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/** Makes real connections lead to a server. `origin` is what it is called, whatever Host says. */
export async function listen(serve: Server, origin: string): Promise<Listening> {
  const server: NodeServer = createServer((incoming, outgoing) => {
    handle(serve, origin, incoming, outgoing).catch(() => outgoing.destroy())
  })
  return opened(server, () => server.closeAllConnections())
}

async function handle(serve: Server, origin: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', rawHeaders, socket } = incoming
  const arrival: Arrival = { method, url, rawHeaders, peer: socket.remoteAddress ?? null }
  const left = new AbortController()
  outgoing.once('close', () => {
    arrival.closed = true
    left.abort()
  })
  const body = await readAll(incoming)
  const request = new Request(new URL(url, origin), { method, headers: headersOf(incoming), signal: left.signal, ...(body.length > 0 ? { body: Uint8Array.from(body) } : {}) })
  await send(await serve(request, arrival), outgoing)
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

/** Sends a request over a connection of its own to that port of loopback, whatever its address says. Resolves with the whole answer. */
export async function sendTo(port: number, request: Request, signal?: AbortSignal): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer())
  const { pathname, search, host } = new URL(request.url)
  const headers = { ...Object.fromEntries(request.headers), host, connection: 'close' }
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path: pathname + search, method: request.method, headers, agent: false, ...(signal && { signal }) }, resolve)
      .on('error', reject)
      .end(body)
  })
  return new Response(Uint8Array.from(await readAll(answer)), { status: answer.statusCode ?? 500, headers: headersOf(answer) })
}

async function opened(server: TcpServer, hangUp: () => void): Promise<Listening> {
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

function headersOf({ headersDistinct }: IncomingMessage): [string, string][] {
  return Object.entries(headersDistinct).flatMap(([name, values = []]) => values.map((value): [string, string] => [name, value]))
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
