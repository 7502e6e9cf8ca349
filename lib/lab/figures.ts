import { inWords } from '@/lib/duration'
import type { Evidence } from './evidence'
import type { ExperimentId } from './experiment'

/** What measurements call what they measure: whoever draws the figures finds them by it. */
export const MEASURED = {
  bytes: 'Credential headers sent',
  reads: 'Store reads about the person and the session',
  keyReads: 'Store reads of the signing key',
  writes: 'Store writes',
  /** In ms of real time, or in s of the testbed's clock. */
  client: (at: number) => `Until client ${String(at)} was refused`,
  stream: 'Until the open stream was closed',
  verifier: 'Until a verifier with the public keys alone refused the copy',
  /** In front of the name of a cookie or header. */
  held: 'Name and value of ',
} as const

/** What a figure is found in: of all evidence, only the measures count. */
type Found = readonly Evidence[]
type Measure = Extract<Evidence, { kind: 'measure' }>

const measures = (found: Found) => found.filter((evidence): evidence is Measure => evidence.kind === 'measure')
const valueOf = (found: Found, what: string) => measures(found).find((measure) => measure.what === what)?.value ?? null

/** When somebody was refused; `real` time, or on the `testbed`'s clock, which the run moved forward. */
export interface Dot {
  readonly who: 'client' | 'stream' | 'verifier'
  readonly ms: number
  readonly clock: 'real' | 'testbed'
}

/** Who noticed a revocation, and when. Those who could not notice in time, or at all, are absent. */
export function dotsOf(found: Found): readonly Dot[] {
  const clients = /^Until client \d+ was refused$/
  return measures(found).flatMap(({ what, value, unit }): Dot[] => {
    const who = clients.test(what) ? 'client' : what === MEASURED.stream ? 'stream' : what === MEASURED.verifier ? 'verifier' : null
    if (who === null) return []
    return [unit === 's' ? { who, ms: value * 1000, clock: 'testbed' } : { who, ms: value, clock: 'real' }]
  })
}

export interface Cost {
  readonly bytes: number
  readonly reads: number
  readonly keyReads: number
  readonly writes: number
}

/** What 1,000 requests cost; null where that was not measured. */
export function costOf(found: Found): Cost | null {
  const [bytes, reads, keyReads, writes] = [MEASURED.bytes, MEASURED.reads, MEASURED.keyReads, MEASURED.writes].map((what) => valueOf(found, what))
  return bytes == null || reads == null || keyReads == null || writes == null ? null : { bytes, reads, keyReads, writes }
}

/** A measurement: one ranks the modes, rather than predict an outcome. */
export interface Ranking {
  /** What has the first place. */
  readonly asks: string
  /** What is compared, less being better; null where it was not measured. */
  readonly figure: (found: Found) => number | null
  readonly says: (figure: number) => string
}

const bytes = (count: number) => `${new Intl.NumberFormat('en').format(count)} bytes`

export const RANKINGS: Readonly<Partial<Record<ExperimentId, Ranking>>> = {
  'cost-per-thousand': {
    asks: 'Which sends the fewest bytes? Give it the first place.',
    figure: (found) => costOf(found)?.bytes ?? null,
    says: bytes,
  },
  'revocation-latency': {
    asks: 'Which has its last client refused soonest? Give it the first place. Those that refuse it at its next request share a place.',
    figure(found) {
      const clients = dotsOf(found).filter(({ who }) => who === 'client')
      // How long the next request takes is the machine's doing.
      return clients.length === 0 ? null : Math.max(...clients.map(({ ms, clock }) => (clock === 'real' ? 0 : ms)))
    },
    says: (ms) => (ms === 0 ? 'at the next request' : `after ${inWords(ms)}`),
  },
  'cookie-size': {
    asks: 'Which credential is smallest? Give it the first place.',
    figure(found) {
      const held = measures(found).filter(({ what }) => what.startsWith(MEASURED.held))
      return held.length === 0 ? null : held.reduce((sum, { value }) => sum + value, 0)
    },
    says: bytes,
  },
}

/** The figure that a measurement is ranked by, in words; null of what is none. */
export function figureText(id: ExperimentId, found: Found): string | null {
  const figure = RANKINGS[id]?.figure(found) ?? null
  return figure === null ? null : (RANKINGS[id]?.says(figure) ?? null)
}

/** The place of one among all, from 1; equal figures share one. */
export const placeAmong = (figure: number, all: readonly number[]): number => 1 + all.filter((other) => other < figure).length

const ORDINALS = ['1st', '2nd', '3rd']

export const ordinal = (place: number): string => ORDINALS[place - 1] ?? `${String(place)}th`
