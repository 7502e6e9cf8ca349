import type { Experiment } from '../experiment'
import { MEASURED } from '../figures'
import { me } from '../lab'

const REQUESTS = 1000

export const costPerThousand: Experiment = {
  title: 'What 1,000 requests cost',
  question: 'How many bytes of credential does a client send, and how often is the store asked, in 1,000 requests?',
  means: { succeeded: '', blocked: '' },
  why: 'A row costs a read at each check and few bytes on the wire. A session in the credential costs no read and hundreds of bytes. A revocation list brings the read back.',
  fix: 'Neither is expensive. Measure what your own requests cost before you choose by cost.',
  code: 'lib/auth/modes/claims.ts',
  settings: [],

  async run(lab) {
    const site = await lab.site()
    const { testbed, meter } = site
    lab.step('A person signs in')
    const person = await site.signedIn('Person')
    meter.reads.clear()
    meter.writes.clear()
    let bytes = 0
    let failed = 0
    lab.step(`${REQUESTS.toLocaleString('en')} requests in an hour of the testbed's clock, renewing first whenever the credential has run out`)
    const start = performance.now()
    await lab.quietly(async () => {
      for (let i = 0; i < REQUESTS; i++) {
        lab.signal.throwIfAborted()
        bytes += headerBytes(person.held())
        if (!(await me(person)).ok) failed++
        // The last one is still within the hour that a bearer token lives.
        testbed.turn(3500)
      }
    })
    const tookMs = performance.now() - start
    if (failed > 0) throw new Error(`${String(failed)} of ${String(REQUESTS)} requests were refused`)
    lab.measure(MEASURED.bytes, bytes, 'bytes')
    const keyReads = meter.reads.get('signingKeys') ?? 0
    const reads = total(meter.reads) - keyReads
    const writes = total(meter.writes)
    lab.measure(MEASURED.reads, reads, 'reads')
    lab.measure(MEASURED.keyReads, keyReads, 'reads')
    if (keyReads > 0) lab.note('A key is read once a second at most, however many clients there are; this one client asked less often than that.')
    lab.measure(MEASURED.writes, writes, 'writes')
    lab.measure("Time for all of them, in this process, client included", Math.round(tookMs), 'ms')
    return { outcome: 'measured', because: `${bytes.toLocaleString('en')} bytes, ${reads.toLocaleString('en')} reads and ${writes.toLocaleString('en')} writes for the session.` }
  },
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}

/** Of the Cookie or Authorization line with its end, as HTTP/1.1 sends it. */
function headerBytes(held: readonly (readonly [string, string])[]): number {
  const cookies = held.filter(([name]) => name !== 'Authorization').map(([name, value]) => `${name}=${value}`)
  const tokens = held.flatMap(([name, value]) => (name === 'Authorization' ? [`authorization: Bearer ${value}\r\n`] : []))
  return Buffer.byteLength([...tokens, ...(cookies.length > 0 ? [`cookie: ${cookies.join('; ')}\r\n`] : [])].join(''))
}
