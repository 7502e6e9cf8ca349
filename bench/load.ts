import { Agent, get } from 'node:http'

/** Requests under way at once. */
const CONCURRENCY = 8

export interface Target {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Text that the answer must hold. */
  readonly expect: string
}

/** Connections that stay open between requests, as a browser's or a reverse proxy's do. */
export const keepAlive = () => new Agent({ keepAlive: true, maxSockets: CONCURRENCY, maxFreeSockets: CONCURRENCY })

/** Sends `count` requests, always `CONCURRENCY` of them at once. Returns seconds. */
export async function load(agent: Agent, target: Target, count: number): Promise<number> {
  let left = count
  const start = performance.now()
  const worker = async () => {
    while (left-- > 0) await send(agent, target)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  return (performance.now() - start) / 1000
}

/** One request whose answer is read and looked at. */
export function probe(agent: Agent, target: Target): Promise<string> {
  return send(agent, target, true)
}

function send(agent: Agent, { url, headers, expect }: Target, look = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers }, (response) => {
      let body = ''
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode !== 200 || (look && !body.includes(expect))) {
          reject(new Error(`${url} answered ${String(response.statusCode)}, without "${expect}"${look ? `: ${body.slice(0, 500)}` : ''}`))
        } else resolve(body)
      })
      if (look) response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
      else response.resume()
    })
    request.on('error', reject)
  })
}
