import { execFile } from 'node:child_process'
import { createServer, type IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { createMode, type ModeName } from '@/lib/auth/modes'
import { ARENA_CONFIG, makeArenaOf } from '@/testkit/testbed'
import type { Call } from './column'
import { defences } from '@/lib/lab/defences'
import { makeSite } from '@/lib/lab/site'

/** ms. */
const PATIENCE = 10_000

/** Tries an unsafe request with the credential alone, and adds what it turns out to need. */
const PROGRAM = `
const [origin, email] = process.argv.slice(1)
const json = { 'content-type': 'application/json' }
const post = (path, body, headers) => fetch(origin + path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) })
const signedIn = await post('/sign-in', { email })
const { access_token: token } = await signedIn.json()
const cookies = signedIn.headers.getSetCookie().map((line) => line.split(';')[0])
const credential = token ? { authorization: 'Bearer ' + token } : { cookie: cookies.join('; ') }
const me = await fetch(origin + '/me', { headers: credential })
let headers = credential
let change = await post('/name', { name: 'Program' }, headers)
if (change.status === 403) {
  headers = { ...credential, origin }
  change = await post('/name', { name: 'Program' }, headers)
}
console.log(JSON.stringify({ statuses: [signedIn.status, me.status, change.status], headers: Object.keys(headers), kept: token ? 1 : cookies.length }))
`

/** A real second process over a real connection on loopback. */
export async function callFromSecondProcess(name: ModeName, revocation: 'none' | 'list', signal: AbortSignal): Promise<Call> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the server has no port')
    const origin = `http://127.0.0.1:${String(address.port)}`
    const arena = await makeArenaOf<string>((deps) => createMode(name, deps), { config: { ...ARENA_CONFIG, issuer: origin }, revocation })
    const site = makeSite(arena, defences())
    server.on('request', (message, response) => {
      void asRequest(message, origin)
        .then((request) => site.serve(request))
        .then(async ({ response: answer }) => {
          response.writeHead(answer.status, [...answer.headers].flat())
          response.end(await answer.text())
        })
        .catch(() => response.writeHead(500).end())
    })
    const args = ['--input-type=module', '-e', PROGRAM, origin, arena.person.email]
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: PATIENCE, signal })
    return JSON.parse(stdout) as Call
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

async function asRequest(message: IncomingMessage, origin: string): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headersDistinct)) for (const one of value ?? []) headers.append(name, one)
  const { method = 'GET', url = '/' } = message
  return new Request(origin + url, { method, headers, ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}) })
}
