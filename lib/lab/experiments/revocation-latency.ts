import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { recognise } from '@/lib/xray/decode'
import type { Experiment } from '../experiment'
import { listen, sendTo } from '@/testkit/listen'
import type { Browser } from '../browser'
import { MEASURED } from '../figures'
import { me } from '../lab'

const CLIENTS = 5
/** How often a client asks, in ms. */
const EVERY_MS = 2
/** How long we wait for somebody to notice, in ms: longer where the mode promised that they would. */
const PATIENCE_MS = { now: 5000, 'at-expiry': 250 }
/** A stream hears of it at once, if anybody does. */
const STREAM_PATIENCE_MS = 1500

export const revocationLatency: Experiment = {
  title: 'How soon a revocation takes effect',
  question: 'An admin ends all sessions of a person. When do their clients, an open stream and an offline verifier notice?',
  means: { succeeded: '', blocked: '' },
  why: 'Whoever asks the server that ended the session learns of it at the next request. Whoever verifies offline asks nobody, and learns nothing until the token expires.',
  fix: 'Keep what is verified offline short-lived, and notify open connections as soon as a session ends.',
  code: 'lib/auth/contract.ts',
  settings: [],

  async run(lab) {
    const site = await lab.site()
    const { testbed } = site
    lab.step(`${String(CLIENTS)} clients of one person sign in, and ask every ${String(EVERY_MS)} ms over connections on loopback`)
    const clients: Browser[] = []
    for (let i = 1; i <= CLIENTS; i++) clients.push(await lab.quietly(() => site.signedIn(`Client ${String(i)}`)))
    const server = await listen(site.server, testbed.config.issuer)
    try {
      const by = (request: Request) => sendTo(server.port, request)
      let pressedAt = Number.POSITIVE_INFINITY
      let patienceMs = PATIENCE_MS.now
      const watch = async (client: Browser): Promise<number | null> => {
        for (;;) {
          lab.signal.throwIfAborted()
          const { ok } = await client.get('/whoami', { by })
          const now = performance.now()
          if (!ok) return now - pressedAt
          if (now - pressedAt > patienceMs) return null
          await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
        }
      }
      /** Until the server closes the stream of the first client; null when it is still open after a while. */
      const watchStream = async (): Promise<number | null> => {
        const patience = new AbortController()
        const giveUp = setInterval(() => {
          if (performance.now() - pressedAt > Math.max(patienceMs, STREAM_PATIENCE_MS)) patience.abort()
        }, EVERY_MS)
        try {
          await clients[0]?.get('/api/session-events', { by: (request) => sendTo(server.port, request, patience.signal) })
          return performance.now() - pressedAt
        } catch (error) {
          if (patience.signal.aborted) return null
          throw error
        } finally {
          clearInterval(giveUp)
        }
      }
      const { noticed, stream, promise } = await lab.quietly(async () => {
        const watching = clients.map(watch)
        const streaming = watchStream()
        await new Promise((resolve) => setTimeout(resolve, 10))
        const request = testbed.client().request()
        pressedAt = performance.now()
        const cause = { by: null, why: 'ended' } as const
        const { id: userId, epoch } = testbed.person
        await testbed.stores.users.beginEpoch(userId, { ...cause, at: testbed.now() })
        const promise = await testbed.mode.revoke({ kind: 'user', userId, epoch: epoch + 1 }, request, cause)
        patienceMs = PATIENCE_MS[promise.takesEffect]
        return { noticed: await Promise.all(watching), stream: await streaming, promise }
      })
      const inTime = noticed.filter((ms) => ms !== null)
      const measureClient = (at: number, value: number, unit: 'ms' | 's') => lab.measure(MEASURED.client(at + 1), value, unit)

      lab.step('An admin ends all sessions of this person')
      lab.note(promise.takesEffect === 'now' ? 'The mode promises: now.' : `The mode promises: at expiry, within ${String((promise.at - testbed.now()) / 1000)} s. ${promise.why}`)
      inTime.sort((a, b) => a - b)
      if (inTime.length > 0) {
        const [p50, p95] = [0.5, 0.95].map((share) => inTime[Math.min(inTime.length - 1, Math.floor(inTime.length * share))] ?? NaN)
        lab.record({ kind: 'measure', what: 'Real time until a client was refused', value: round(p50), unit: 'ms', n: inTime.length, p50: round(p50), p95: round(p95) })
      }
      for (const [at, ms] of noticed.entries()) if (ms !== null) measureClient(at, round(ms), 'ms')
      lab.note(`${String(inTime.length)} of ${String(CLIENTS)} clients were refused within ${String(patienceMs)} ms of real time.`)

      if (stream !== null) lab.measure(MEASURED.stream, round(stream), 'ms')
      else lab.note(`The open stream was still open after ${String(Math.max(patienceMs, STREAM_PATIENCE_MS))} ms.`)

      lab.step('A verifier with our public keys, and nothing else, looks at a copy of the credential')
      const [, offline] = clients[0]?.held().find(([name]) => name === testbed.mode.facts.credentialName) ?? []
      if (offline !== undefined && recognise(offline) === 'jws') {
        const keys = createLocalJWKSet({ keys: (await testbed.keys.published(testbed.now())).map((key) => ({ ...key })) })
        const acceptsAt = (now: number) =>
          jwtVerify(offline, keys, { algorithms: ['EdDSA'], currentDate: new Date(now) }).then(
            () => true,
            () => false,
          )
        lab.note((await acceptsAt(testbed.now())) ? 'It accepts the copy: it cannot know.' : 'It refuses the copy.')
        const endsAt = (decodeJwt(offline).exp ?? 0) * 1000
        if ((await acceptsAt(endsAt - 1)) && !(await acceptsAt(endsAt))) lab.measure(MEASURED.verifier, (endsAt - testbed.now()) / 1000, 's')
      } else lab.note('It can read nothing: only the server that made this credential can tell what it is.')

      if (inTime.length < CLIENTS && promise.takesEffect === 'at-expiry') {
        lab.step("The testbed's clock is moved forward to the promised time: this wait is calculated, not measured")
        const waitMs = promise.at - testbed.now()
        testbed.turn(waitMs)
        const still = await lab.quietly(() => Promise.all(clients.map((client) => me(client, { by }))))
        for (const [at, { ok }] of still.entries()) if (!ok && noticed[at] === null) measureClient(at, waitMs / 1000, 's')
        lab.note(`${String(still.filter(({ ok }) => ok).length)} of ${String(CLIENTS)} clients are still let in.`)
      }
      return {
        outcome: 'measured',
        because:
          inTime.length === CLIENTS
            ? `All ${String(CLIENTS)} clients were refused within ${String(round(inTime.at(-1)))} ms.`
            : `${inTime.length === 0 ? 'None' : String(inTime.length)} of the ${String(CLIENTS)} clients ${inTime.length === 1 ? 'was' : 'were'} refused before the promised time.`,
      }
    } finally {
      await server.close()
    }
  },
}

function round(ms: number | undefined): number {
  return Math.round((ms ?? NaN) * 10) / 10
}
