import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createMode } from '@/lib/auth/modes'
import type { ModeName } from '@/lib/auth/modes'
import { defences } from '@/lib/lab/defences'
import { makeSite } from '@/lib/lab/server'
import { listen } from '@/testkit/listen'
import { PASSWORD } from '@/testkit/passwords'
import { TESTBED_CONFIG, makeTestbedOf } from '@/testkit/testbed'
import type { Call } from './column'

/** ms. */
const PATIENCE = 10_000

/** What the server is called; it listens elsewhere. */
const ORIGIN = 'http://testbed.test'

/** Tries an unsafe request with the credential alone, and adds what it turns out to need. */
const PROGRAM = `
const [url, origin, email, password] = process.argv.slice(1)
const json = { 'content-type': 'application/json' }
const signedIn = await fetch(url + '/api/sign-in', { method: 'POST', headers: json, body: JSON.stringify({ email, password }) })
const { access_token: token } = await signedIn.json()
const cookies = signedIn.headers.getSetCookie().map((line) => line.split(';')[0])
const credential = token ? { authorization: 'Bearer ' + token } : { cookie: cookies.join('; ') }
const me = await fetch(url + '/whoami', { headers: credential })
const rename = (headers) => fetch(url + '/name/Program', { method: 'POST', headers })
let headers = credential
let change = await rename(headers)
if (change.status === 403) {
  headers = { ...credential, origin }
  change = await rename(headers)
}
console.log(JSON.stringify({ statuses: [signedIn.status, me.status, change.status], headers: Object.keys(headers), kept: token ? 1 : cookies.length }))
`

/** A real second process over a real connection on loopback. */
export async function callFromSecondProcess(name: ModeName, revocation: 'none' | 'list', signal: AbortSignal): Promise<Call> {
  const testbed = await makeTestbedOf<string>((deps) => createMode(name, deps), { config: { ...TESTBED_CONFIG, issuer: ORIGIN }, revocation })
  const server = await listen(makeSite(testbed, defences()).server, ORIGIN)
  try {
    const url = `http://127.0.0.1:${String(server.port)}`
    const args = ['--input-type=module', '-e', PROGRAM, url, ORIGIN, testbed.person.email, PASSWORD]
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: PATIENCE, signal })
    return JSON.parse(stdout) as Call
  } finally {
    await server.close()
  }
}
