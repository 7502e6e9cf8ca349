import { MODE_NAMES } from '@/lib/auth/modes'
import type { ExperimentId, Outcome, Run } from './experiment'

/**
 * One word for each mode, in the order of MODE_NAMES: `B` blocked, `S` succeeded, `-` not applicable, `M` measured. Where
 * it succeeded in letting somebody in, for how long instead of `S`, such as `5m`, `1h` or `30d`.
 */
type Row = string

/** What must come out: one row, or one for each AUTH_REVOCATION where they differ. */
export type Expected = Row | readonly [none: Row, list: Row]

const NONE = 'B B B B B'

/**
 * The matrix, as shipped and by the ids of each experiment's other settings. A mode or a defence that changes its behaviour
 * fails the build here, and either it or this table is wrong.
 */
export const EXPECTED: Readonly<Record<ExperimentId, Readonly<Record<string, Expected>>>> = {
  'replay-after-sign-out': { shipped: ['B 30d 30d 1h 5m', NONE] },
  'revoke-from-another-device': { shipped: ['B 1d 1d 1h 5m', NONE] },
  'stale-role': { shipped: ['B 1d 1d 1h 5m', NONE] },
  'disabled-account': { shipped: ['B 1d 1d 1h 5m', NONE] },
  'tampered-payload': { shipped: NONE, unchecked: 'B B B 1h 5m' },
  'algorithm-confusion': { shipped: '- B - B B', obeying: '- 1d - 1h 5m' },
  'key-injection': { shipped: '- B - B B', trusting: '- 1d - 1h 5m' },
  'weak-secret': { shipped: '- B B - -', guessable: '- 30d 30d - -' },
  'leaked-secret': { shipped: 'B 30d 30d 1h 5m', dropped: NONE },
  'stolen-database': { shipped: NONE, 'plain-ids': '30d B B B 30d', 'plain-keys': 'B B B 1h 5m' },
  'stolen-credential': { shipped: '30d 30d 30d 1h 10m', 'at-limit': NONE, 'no-limit': 'S S S B S' },
  'script-reads-storage': { shipped: 'B B B 1h B', 'no-http-only': '30d 30d 30d 1h 30d' },
  'cross-site-post': { shipped: NONE, 'no-origin-check': 'S S S B S', 'no-same-site': NONE, neither: 'S S S B S' },
  'session-fixation': { shipped: NONE, kept: '30d B B B 30d' },
  eavesdropper: { shipped: '30d 30d 30d 1h 30d', secure: NONE },
  'refresh-replay': { shipped: '- - - - B', 'no-kill': '- - - - 30d', 'two-writes': '- - - - 30d' },
  'parallel-refresh': { shipped: 'B B B - B', 'no-grace': 'B B B - S' },
  'sign-out-race': { shipped: ['B 30d 30d B 5m', NONE] },
  'secret-rotation': { shipped: NONE, abrupt: 'B S S S B' },
  'split-secrets': { shipped: 'B S S B B', shared: NONE },
  'store-down': { shipped: NONE, 'taken-for-no': ['S S S B S', 'S S S S S'] },
  'clock-skew': { shipped: NONE },
  'cookie-size': { shipped: NONE, unbounded: 'B S S S S' },
  'cost-per-thousand': { shipped: 'M M M M M' },
  'revocation-latency': { shipped: 'M M M M M' },
}

const WORDS: Readonly<Record<string, Outcome>> = { S: 'succeeded', B: 'blocked', '-': 'not_applicable', M: 'measured' }
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

type Expectation = Pick<Run, 'outcome' | 'letInSeconds'>

/** What one row says of each mode. `setting`: `shipped`, or the id of another. */
export function expectedOf(id: ExperimentId, setting: string, revocation: 'none' | 'list'): Readonly<Record<string, Expectation>> {
  const found = EXPECTED[id][setting] ?? ''
  const words = (typeof found === 'string' ? found : found[revocation === 'none' ? 0 : 1]).split(' ')
  return Object.fromEntries(MODE_NAMES.map((mode, i) => [mode, read(words[i] ?? '')]))
}

function read(word: string): Expectation {
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(word) ?? []
  if (count !== undefined) return { outcome: 'succeeded', letInSeconds: Number(count) * (UNITS[unit] ?? NaN) }
  const outcome = WORDS[word]
  if (!outcome) throw new Error(`the table of what is expected says "${word}"`)
  return { outcome, letInSeconds: outcome === 'blocked' ? 0 : null }
}
