import { MODE_NAMES, type ModeName } from '@/lib/auth/contract'
import { makeArena, type Client } from '@/lib/lab/arena'

export interface Proof {
  readonly mode: ModeName
  /** Of the header line that carries the credential with every request, name and all: `Cookie: …` or `Authorization: …`. */
  readonly bytesPerRequest: number
  /** Microseconds of one check over the in-memory store. */
  readonly checkMicrosP50: number
  readonly checkMicrosP95: number
  /** What became of a credential copied before its owner signed out. */
  readonly replayAfterSignOut: 'let in' | 'rejected'
}

export interface Proofs {
  /** ms since epoch. */
  readonly measuredAt: number
  /** How many checks each time is made from. */
  readonly rounds: number
  readonly rows: readonly Proof[]
}

const ROUNDS = 200
/** V8 compiles what it sees often; the first calls say nothing about the rest. */
const WARM_UP = 100
/** ms. */
const KEEP_MS = 10 * 60_000

let latest: Promise<Proofs> | undefined
let latestAt = 0

/** Really run, in memory, on this machine; repeated when the figures are ten minutes old. */
export function getProofs(): Promise<Proofs> {
  const now = Date.now()
  if (!latest || now - latestAt > KEEP_MS) {
    latestAt = now
    latest = measure(now).catch((error: unknown) => {
      latest = undefined
      throw error
    })
  }
  return latest
}

async function measure(measuredAt: number): Promise<Proofs> {
  const rows: Proof[] = []
  for (const mode of MODE_NAMES) rows.push(await prove(mode))
  return { measuredAt, rounds: ROUNDS, rows }
}

async function prove(name: ModeName): Promise<Proof> {
  const { mode, person, client } = await makeArena(name)
  const browser = client()
  const { session, effects } = await mode.issue(person, browser.request())
  browser.apply(effects)

  const micros: number[] = []
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const start = performance.now()
    const verdict = await mode.verify(browser.request())
    const took = (performance.now() - start) * 1000
    if (!verdict.ok) throw new Error(`${name} refused its own credential: ${verdict.reason}`)
    if (round >= 0) micros.push(took)
  }
  micros.sort((a, b) => a - b)

  const thief = browser.copy()
  browser.apply((await mode.revoke({ kind: 'this', session }, browser.request(), { by: person.id, why: 'sign_out' })).effects)
  const replay = await mode.verify(thief.request())
  return {
    mode: name,
    bytesPerRequest: headerBytes(thief),
    checkMicrosP50: micros[Math.floor(ROUNDS * 0.5)] ?? NaN,
    checkMicrosP95: micros[Math.floor(ROUNDS * 0.95)] ?? NaN,
    replayAfterSignOut: replay.ok ? 'let in' : 'rejected',
  }
}

function headerBytes({ cookies, token }: Client): number {
  if (token !== null) return Buffer.byteLength(`Authorization: Bearer ${token}`)
  return Buffer.byteLength(`Cookie: ${[...cookies].map(([name, value]) => `${name}=${value}`).join('; ')}`)
}
