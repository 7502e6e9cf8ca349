import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openStores } from '@/db/sqlite/open'
import type { AuthMode, AuthRequest, Identity, Verdict } from '@/lib/auth/contract'
import { newUser, identityOf } from '@/lib/auth/credentials/identity'
import { createMode } from '@/lib/auth/modes'
import { depsOver, makePeople, requestWith, signedIn } from './fixtures'
import { interleave, once, ratio, spread, type Spread, type Subject } from './measure'
import { figure, table, type Figure, type Found, type Goal } from './report'

const PART = 'flood'
const MODES = ['bearer', 'jwt'] as const
const REGULARS = 1000
/** While the flood goes on, one of the regular visitors comes after so many of its requests. */
const EVERY = 20
const ROUNDS = 20
/** What one memory may hold at most, by its own account, in MB. */
const MEMORY_MB = 40

interface Flooded {
  /** Microseconds of a check of a regular visitor, and by a verifier that had no flood. */
  readonly flooded: Spread
  readonly spared: Spread
  readonly slower: Spread
  /** Of regular visitors, how many were remembered, in %. */
  readonly hits: { readonly before: number; readonly during: number; readonly after: number }
  readonly megabytes: number
  readonly forgedAccepted: number
  readonly mistaken: number
}

/** So many forged and so many valid credentials, no two alike, at a verifier that remembers; regular visitors come meanwhile. */
export async function flood(folder: string, credentials: number): Promise<Found> {
  const figures: Figure[] = []
  const goals: Goal[] = []
  const rows: string[][] = []
  for (const name of MODES) {
    const found = await floodOne(join(folder, `flood-${name}.db`), name, credentials)
    const { flooded: after, spared, slower, hits, megabytes, forgedAccepted, mistaken } = found
    const one = (label: string, unit: Figure['unit'], value: Spread): Figure => ({ part: PART, name: `${name}, ${label}`, unit, ...value })
    figures.push(
      one('regular visitor after', 'µs', after),
      one('regular visitor without a flood', 'µs', spared),
      one('remembered before', '%', once(hits.before)),
      one('remembered during', '%', once(hits.during)),
      one('remembered after', '%', once(hits.after)),
      one('heap more', 'MB', once(megabytes)),
      one('forged accepted', 'accepted', once(forgedAccepted)),
      one('taken for another', 'accepted', once(mistaken)),
    )
    const what = (label: string) => `flood of ${credentials.toLocaleString('en')} forged and as many valid, ${name}: ${label}`
    goals.push(
      { kind: 'flood', what: what('memory more'), bound: 'at most', limit: MEMORY_MB, unit: 'MB', ...once(megabytes) },
      { kind: 'flood', what: what('regular visitors remembered meanwhile'), bound: 'at least', limit: 99, unit: '%', ...once(hits.during) },
      { kind: 'flood', what: what('a regular visitor ÷ one without a flood'), bound: 'at most', limit: 1.5, unit: '×', ...slower },
      { kind: 'flood', what: what('forged, or taken for another'), bound: 'at most', limit: 0, unit: 'accepted', ...once(forgedAccepted + mistaken) },
    )
    rows.push([name, figure(spared.median), figure(after.median), `${figure(hits.before)} %`, `${figure(hits.during)} %`, `${figure(hits.after)} %`, figure(megabytes), String(forgedAccepted), String(mistaken)])
  }
  const head = ['mode', 'regular without, µs', 'after, µs', 'remembered before', 'during', 'after', 'heap more, MB', 'forged accepted', 'taken for another']
  return { figures, goals, text: table(head, rows) }
}

async function floodOne(file: string, name: (typeof MODES)[number], count: number): Promise<Flooded> {
  const stores = openStores(file)
  try {
    const people = await makePeople(stores, REGULARS)
    const { mode, credentials } = await signedIn(name, stores, people, REGULARS)
    const header = mode.facts.credentialName
    const regulars = await Promise.all(people.map((person, i) => visitor(mode, person, credentials[i] ?? '')))
    // The same visitors at another verifier, so that the two can take turns when the flood is over.
    const spared = createMode(name, depsOver(stores))
    await Promise.all(people.map((person, i) => visitor(spared, person, credentials[i] ?? '')))
    const hitsBefore = await remembered(mode, regulars)

    const megabytesBefore = heapMegabytes()
    const issuer = createMode(name, depsOver(stores))
    let [forgedAccepted, mistaken, came, hits] = [0, 0, 0, 0]
    for (let i = 0; i < count; i++) {
      // Nobody has more than so many entries, so that a flood of one person's would be a smaller one.
      const stranger = identityOf(newUser({ email: `stranger-${String(i)}@example.com`, name: `Stranger ${String(i)}` }, Date.now()))
      const valid = await credentialOf(issuer, stranger)
      const verdict = await mode.verify(requestWith(header, valid))
      if (!verdict.ok || verdict.session.user.id !== stranger.id) mistaken++
      if ((await mode.verify(requestWith(header, forged(valid)))).ok) forgedAccepted++
      if (i % (EVERY / 2) === 0) {
        const regular = regulars[came++ % regulars.length]
        if (regular && (await isRemembered(mode, regular))) hits++
      }
    }
    const megabytes = heapMegabytes() - megabytesBefore
    const hitsAfter = await remembered(mode, regulars)
    const times = await interleave({ flooded: timed(mode, regulars), spared: timed(spared, regulars) }, { warmUp: REGULARS, rounds: ROUNDS, calls: REGULARS })
    for (const { person, request } of regulars) {
      const verdict: Verdict = await mode.verify(request)
      if (!verdict.ok || verdict.session.user.id !== person.id) mistaken++
    }
    return {
      flooded: spread(times.flooded),
      spared: spread(times.spared),
      slower: ratio(times.flooded, times.spared),
      hits: { before: hitsBefore, during: (hits / came) * 100, after: hitsAfter },
      megabytes,
      forgedAccepted,
      mistaken,
    }
  } finally {
    stores.close()
  }
}

interface Visitor {
  readonly person: Identity
  readonly request: AuthRequest
}

/** Somebody who came twice. */
async function visitor(mode: AuthMode, person: Identity, credential: string): Promise<Visitor> {
  const request = requestWith(mode.facts.credentialName, credential)
  for (let visit = 0; visit < 2; visit++) {
    if (!(await mode.verify(request)).ok) throw new Error(`${mode.name} refused its own credential`)
  }
  return { person, request }
}

async function credentialOf(mode: AuthMode, person: Identity): Promise<string> {
  const { effects } = await mode.issue(person, requestWith(mode.facts.credentialName, null))
  for (const effect of effects) {
    if (effect.kind === 'hand-over') return effect.token
    if (effect.kind === 'set-cookie') return effect.value
  }
  throw new Error(`${mode.name} issued nothing`)
}

/** The same, but for its signature or tag, which is drawn. */
function forged(credential: string): string {
  const parts = credential.split('.')
  const bytes = Buffer.from(parts.pop() ?? '', 'base64url').length
  return [...parts, randomBytes(bytes).toString('base64url')].join('.')
}

function timed(mode: AuthMode, regulars: readonly Visitor[]): Subject {
  return (i) => {
    const regular = regulars[i % regulars.length]
    return regular && mode.verify(regular.request)
  }
}

/** In %. */
async function remembered(mode: AuthMode, regulars: readonly Visitor[]): Promise<number> {
  let hits = 0
  for (const regular of regulars) if (await isRemembered(mode, regular)) hits++
  return (hits / regulars.length) * 100
}

/** As the check's own trace has it. */
async function isRemembered(mode: AuthMode, { request }: Visitor): Promise<boolean> {
  let recalled = false
  await mode.verify({ ...request, trace: { step: (_, label) => (recalled ||= label.startsWith('Recall')) } })
  return recalled
}

/** What is left on the heap when all that nobody holds is gone. */
function heapMegabytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed / 1e6
}
