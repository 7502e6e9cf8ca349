import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Proxy {
  readonly port: number
  /** Where it sends everything; set before the first request. */
  upstream: number
  close(): Promise<void>
}

/** What nginx does with `proxy_pass http://127.0.0.1:PORT` alone: Host becomes that address. `more` is sent along as well. */
export async function rewritingProxy(more: Readonly<Record<string, string>> = {}): Promise<Proxy> {
  const server = createServer((incoming, outgoing) => {
    const { url: path, method } = incoming
    const headers = { ...incoming.headers, ...more, host: `127.0.0.1:${String(proxy.upstream)}`, connection: 'close' }
    const onward = request({ host: '127.0.0.1', port: proxy.upstream, path, method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const proxy: Proxy = {
    port: (server.address() as AddressInfo).port,
    upstream: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return proxy
}
