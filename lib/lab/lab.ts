import type { ModeConfig, SessionRecord } from '@/lib/auth/contract'
import { dissect } from '@/lib/xray/decode'
import { redact } from '@/lib/xray/redact'
import { ARENA_CONFIG, makeArenaOf, type ArenaOptions, type ModeFactory } from './arena'
import { makeBrowser, type Answer, type Browser } from './browser'
import type { Defences } from './defences'
import type { Evidence, Step } from './experiment'
import { makeSite, type Site } from './site'
import { watchStores, type Meter } from './watched-stores'
import { memoryStores } from '@/db/stores/memory'

/** A mode as the lab takes it: from the registry, or anybody's own. */
export interface LabMode {
  readonly name: string
  readonly make: ModeFactory<string>
}

/** A site of one run, with what the experimenter can see and turn. */
export interface LabSite extends Site {
  readonly meter: Meter
  /** A client without anything. */
  browser(name: string): Browser
  /** A client in which the arena's person has signed in. */
  signedIn(name: string): Promise<Browser>
}

/** What an experiment works with: sites, clients, a clock, and a record of what happens. */
export interface Lab {
  readonly on: Defences
  readonly revocation: 'none' | 'list'
  /** Aborted when the time is up or nobody waits any more. */
  readonly signal: AbortSignal
  /** Begins the next step. Everything until the one after it is its evidence. */
  step(says: string): void
  record(evidence: Evidence): void
  note(text: string): void
  measure(what: string, value: number, unit: string): void
  /** A site of its own; with `beside`, another server of that one's application: the same store, person and clock. */
  site(options?: SiteOptions): Promise<LabSite>
}

export interface SiteOptions extends Pick<ArenaOptions, 'secrets' | 'clock'> {
  readonly config?: Partial<ModeConfig>
  readonly beside?: LabSite
}

export function makeLab(mode: LabMode, revocation: 'none' | 'list', on: Defences, signal: AbortSignal): Lab & { readonly steps: readonly Step[] } {
  const steps: (Step & { evidence: Evidence[] })[] = []
  const record = (evidence: Evidence) => {
    if (steps.length === 0) steps.push({ says: 'Set up', evidence: [] })
    steps.at(-1)?.evidence.push(evidence)
  }

  return {
    steps,
    on,
    revocation,
    signal,
    step: (says) => void steps.push({ says, evidence: [] }),
    record,
    note: (text) => record({ kind: 'note', text }),
    measure: (what, value, unit) => record({ kind: 'measure', what, value, unit }),

    async site({ config, beside, ...options } = {}) {
      signal.throwIfAborted()
      const secure = on.has('secure')
      const watched = beside ? { stores: beside.arena.stores, meter: beside.meter } : watchStores(memoryStores())
      const arena = await makeArenaOf(mode.make, {
        config: { ...ARENA_CONFIG, secure, issuer: secure ? 'https://arena.test' : 'http://arena.test', ...config },
        revocation,
        stores: watched.stores,
        ...(beside && { person: beside.arena.person, clock: beside.arena.clock, secrets: beside.arena.secrets }),
        ...options,
      })
      const site = makeSite(arena, on)
      const browser = (name: string) => makeBrowser(site, name, record)
      return {
        ...site,
        meter: watched.meter,
        browser,
        async signedIn(name) {
          const made = browser(name)
          const { status } = await made.post('/sign-in', { body: { email: arena.person.email } })
          if (status !== 200) throw new Error(`the arena's own person could not sign in: ${String(status)}`)
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

/** The sessions as the store has them; none where the mode keeps none. */
export async function rows({ arena }: Site, what: string): Promise<Evidence> {
  const listed = await arena.stores.sessions.list(null, arena.now())
  return { kind: 'rows', what, rows: listed.map(({ ended, ...row }): SessionRecord => ({ ...row, endedWhy: ended?.why ?? null })) }
}

/** Asks who it is, and renews first what has run out, as every client of the real site does. */
export async function me(browser: Browser): Promise<Answer> {
  const first = await browser.get('/me')
  if (first.reason !== 'expired') return first
  const renewed = await browser.post('/renew')
  return renewed.ok ? browser.get('/me') : first
}
