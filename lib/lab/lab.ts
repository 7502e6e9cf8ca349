import { memoryStores } from '@/db/memory/stores'
import type { ModeConfig, SessionRecord } from '@/lib/auth/contract'
import { dissect } from '@/lib/xray/decode'
import { redact } from '@/lib/xray/redact'
import { TESTBED_CONFIG, makeTestbedOf, type TestbedOptions, type ModeFactory } from '@/testkit/testbed'
import { makeBrowser, type Received, type Browser, type Send } from './browser'
import type { Defences } from './defences'
import type { Evidence, Step } from './evidence'
import { makeSite, type LabServer } from './server'
import { watchStores, type Meter } from './watched-stores'
import { weaken } from './weak/mode'
import { GUESSABLE_SECRET, PUBLISHED_SECRET } from './weak/secret'

/** A hundred years: longer than anybody waits. */
const FOREVER_MS = 100 * 365 * 86_400_000

/** A mode as the lab takes it: from the registry, or anybody's own. */
export interface LabMode {
  readonly name: string
  readonly make: ModeFactory<string>
}

/** A site of one run, with what the experimenter can see and turn. */
export interface LabSite extends LabServer {
  readonly meter: Meter
  /** A client without anything. */
  browser(name: string): Browser
  /** A client in which the testbed's person has signed in. */
  signedIn(name: string): Promise<Browser>
}

/** What an experiment works with: sites, clients, a clock, and a record of what happens. */
export interface Lab {
  readonly mode: LabMode
  readonly on: Defences
  readonly revocation: 'none' | 'list'
  /** See `Setting`. */
  readonly late: boolean
  /** Aborted when the time is up or nobody waits any more. */
  readonly signal: AbortSignal
  /** Begins the next step. Everything until the one after it is its evidence. */
  step(says: string): void
  record(evidence: Evidence): void
  /** How far long work has come. */
  progress(done: number, of: number): void
  note(text: string): void
  measure(what: string, value: number, unit: string): void
  /** Does what is too much to show, and shows nothing of it. */
  quietly<T>(work: () => Promise<T>): Promise<T>
  /** A site of its own; with `beside`, another server of that one's application: the same store, person and clock. */
  site(options?: SiteOptions): Promise<LabSite>
}

export interface SiteOptions extends Pick<TestbedOptions, 'secrets' | 'clock' | 'stores'> {
  readonly config?: Partial<ModeConfig>
  readonly beside?: LabSite
}

export function makeLab(
  mode: LabMode,
  { revocation, on, late, signal, progress }: Pick<Lab, 'revocation' | 'on' | 'late' | 'signal' | 'progress'>,
): Lab & { readonly steps: readonly Step[] } {
  const steps: (Step & { evidence: Evidence[] })[] = []
  let quiet = 0
  const record = (evidence: Evidence) => {
    if (quiet > 0) return
    if (steps.length === 0) steps.push({ says: 'Set up', evidence: [] })
    steps.at(-1)?.evidence.push(evidence)
  }
  const secure = on.has('secure')
  const usual: ModeConfig = {
    ...TESTBED_CONFIG,
    secure,
    issuer: secure ? 'https://testbed.test' : 'http://testbed.test',
    ...(on.has('grace-window') ? {} : { graceMs: 0 }),
    ...(on.has('absolute-limit') ? {} : { maxMs: FOREVER_MS }),
  }

  return {
    mode,
    steps,
    on,
    revocation,
    late,
    signal,
    progress,
    step: (says) => void steps.push({ says, evidence: [] }),
    record,
    note: (text) => record({ kind: 'note', text }),
    measure: (what, value, unit) => record({ kind: 'measure', what, value, unit }),

    async quietly(work) {
      quiet++
      try {
        return await work()
      } finally {
        quiet--
      }
    },

    async site({ config, beside, ...options } = {}) {
      signal.throwIfAborted()
      const { stores = memoryStores(), ...others } = options
      const watched = beside ? { stores: beside.testbed.stores, meter: beside.meter } : watchStores(stores)
      const testbed = await makeTestbedOf((deps) => weaken(mode.make, deps, on), {
        config: { ...usual, ...config },
        revocation,
        stores: watched.stores,
        ...(on.has('strong-secret') ? {} : { secrets: [GUESSABLE_SECRET] as const }),
        ...(on.has('sealed-keys') ? {} : { sealing: [PUBLISHED_SECRET] as const }),
        ...(beside && { person: beside.testbed.person, clock: beside.testbed.clock, secrets: beside.testbed.secrets }),
        ...others,
      })
      const site = makeSite(testbed, on)
      const browser = (name: string) => makeBrowser(site, name, record)
      return {
        ...site,
        meter: watched.meter,
        browser,
        async signedIn(name) {
          const made = browser(name)
          const { status } = await made.signIn(testbed.person.email)
          if (status !== 200) throw new Error(`the testbed's own person could not sign in: ${String(status)}`)
          for (const held of made.held()) record(credential(...held))
          return made
        },
      }
    },
  }
}

/** A credential as evidence: what it is, and what anybody who holds it can read. */
export function credential(name: string, value: string): Evidence {
  const { kind, parts } = dissect(value)
  const says = parts.find(({ name: part }) => part === 'payload')?.decoded ?? null
  return { kind: 'credential', what: name, shown: redact(value), bytes: Buffer.byteLength(value), form: kind, says }
}

/** More than any experiment makes. */
const MOST_ROWS = 1000

/** The sessions as the store has them; none where the mode keeps none. */
export async function rows({ testbed }: LabServer, what: string): Promise<Evidence> {
  const lists = await Promise.all(
    (['living', 'ended'] as const).map((which) => testbed.stores.sessions.list({ userId: null, which, now: testbed.now(), limit: MOST_ROWS })),
  )
  return { kind: 'rows', what, rows: lists.flatMap(({ items }) => items).map(({ ended, ...row }): SessionRecord => ({ ...row, endedWhy: ended?.why ?? null })) }
}

/** Asks who it is and, when refused, tries to renew first, as every client of the real site does. */
export async function me(browser: Browser, send?: Send): Promise<Received> {
  const first = await browser.get('/whoami', send)
  if (first.ok || first.reason === null) return first
  const renewed = await browser.post('/api/renew', send)
  return renewed.ok ? browser.get('/whoami', send) : first
}
