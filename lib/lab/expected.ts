import type { ExperimentId, Outcome, Run } from './experiment'

/** For how long somebody was let in, such as `5m`, `1h` or `30d`; any other outcome by its name. */
type Word = Outcome | `${number}${'s' | 'm' | 'h' | 'd'}`

/** Of every mode, also of one that is yet to come; or by name, and then nothing is expected of a mode that is not named. */
type Row = Word | Readonly<Record<string, Word>>

/** One row, or one for each AUTH_REVOCATION where they differ. */
export type Expected = Row | { readonly none: Row; readonly list: Row }

/**
 * What must come out, as shipped and by the ids of each experiment's other settings. A mode or a defence that changes its behaviour
 * fails the build here, and either it or this table is wrong.
 */
export const EXPECTED: Readonly<Record<ExperimentId, Readonly<Record<string, Expected>>>> = {
  'replay-after-sign-out': {
    shipped: { none: { database: 'blocked', jwt: '30d', sealed: '30d', bearer: '1h', hybrid: '5m' }, list: 'blocked' },
  },
  'revoke-from-another-device': {
    shipped: { none: { database: 'blocked', jwt: '1d', sealed: '1d', bearer: '1h', hybrid: '5m' }, list: 'blocked' },
  },
  'stale-role': {
    shipped: { none: { database: 'blocked', jwt: '1d', sealed: '1d', bearer: '1h', hybrid: '5m' }, list: 'blocked' },
  },
  'disabled-account': {
    shipped: { none: { database: 'blocked', jwt: '1d', sealed: '1d', bearer: '1h', hybrid: '5m' }, list: 'blocked' },
  },
  'tampered-payload': {
    shipped: 'blocked',
    unchecked: { database: 'blocked', jwt: 'blocked', sealed: 'blocked', bearer: '1h', hybrid: '5m' },
  },
  'algorithm-confusion': {
    shipped: { database: 'not_applicable', jwt: 'blocked', sealed: 'not_applicable', bearer: 'blocked', hybrid: 'blocked' },
    obeying: { database: 'not_applicable', jwt: '1d', sealed: 'not_applicable', bearer: '1h', hybrid: '5m' },
  },
  'key-injection': {
    shipped: { database: 'not_applicable', jwt: 'blocked', sealed: 'not_applicable', bearer: 'blocked', hybrid: 'blocked' },
    trusting: { database: 'not_applicable', jwt: '1d', sealed: 'not_applicable', bearer: '1h', hybrid: '5m' },
  },
  'weak-secret': {
    shipped: { database: 'not_applicable', jwt: 'blocked', sealed: 'blocked', bearer: 'not_applicable', hybrid: 'not_applicable' },
    guessable: { database: 'not_applicable', jwt: '30d', sealed: '30d', bearer: 'not_applicable', hybrid: 'not_applicable' },
  },
  'leaked-secret': {
    shipped: { database: 'blocked', jwt: '30d', sealed: '30d', bearer: '1h', hybrid: '5m' },
    dropped: 'blocked',
  },
  'stolen-database': {
    shipped: 'blocked',
    'plain-ids': { database: '30d', jwt: 'blocked', sealed: 'blocked', bearer: 'blocked', hybrid: '30d' },
    'plain-keys': { database: 'blocked', jwt: 'blocked', sealed: 'blocked', bearer: '1h', hybrid: '5m' },
  },
  'stolen-credential': {
    shipped: { database: '30d', jwt: '30d', sealed: '30d', bearer: '1h', hybrid: '10m' },
    'at-limit': 'blocked',
    'no-limit': { database: 'succeeded', jwt: 'succeeded', sealed: 'succeeded', bearer: 'blocked', hybrid: 'succeeded' },
  },
  'script-reads-storage': {
    shipped: { database: 'blocked', jwt: 'blocked', sealed: 'blocked', bearer: '1h', hybrid: 'blocked' },
    'no-http-only': { database: '30d', jwt: '30d', sealed: '30d', bearer: '1h', hybrid: '30d' },
  },
  'cross-site-post': {
    shipped: 'blocked',
    'no-origin-check': { database: 'succeeded', jwt: 'succeeded', sealed: 'succeeded', bearer: 'blocked', hybrid: 'succeeded' },
    'no-same-site': 'blocked',
    neither: { database: 'succeeded', jwt: 'succeeded', sealed: 'succeeded', bearer: 'blocked', hybrid: 'succeeded' },
  },
  'session-fixation': {
    shipped: 'blocked',
    kept: { database: '30d', jwt: 'blocked', sealed: 'blocked', bearer: 'blocked', hybrid: '30d' },
  },
  eavesdropper: {
    shipped: { database: '30d', jwt: '30d', sealed: '30d', bearer: '1h', hybrid: '30d' },
    secure: 'blocked',
  },
  'refresh-replay': {
    shipped: { database: 'not_applicable', jwt: 'not_applicable', sealed: 'not_applicable', bearer: 'not_applicable', hybrid: 'blocked' },
    'no-kill': { database: 'not_applicable', jwt: 'not_applicable', sealed: 'not_applicable', bearer: 'not_applicable', hybrid: '30d' },
    'two-writes': { database: 'not_applicable', jwt: 'not_applicable', sealed: 'not_applicable', bearer: 'not_applicable', hybrid: '30d' },
  },
  'parallel-refresh': {
    shipped: { database: 'blocked', jwt: 'blocked', sealed: 'blocked', bearer: 'not_applicable', hybrid: 'blocked' },
    'no-grace': { database: 'blocked', jwt: 'blocked', sealed: 'blocked', bearer: 'not_applicable', hybrid: 'succeeded' },
  },
  'sign-out-race': {
    shipped: { none: { database: 'blocked', jwt: '30d', sealed: '30d', bearer: 'blocked', hybrid: '5m' }, list: 'blocked' },
  },
  'secret-rotation': {
    shipped: 'blocked',
    abrupt: { database: 'blocked', jwt: 'succeeded', sealed: 'succeeded', bearer: 'succeeded', hybrid: 'blocked' },
  },
  'split-secrets': {
    shipped: { database: 'blocked', jwt: 'succeeded', sealed: 'succeeded', bearer: 'blocked', hybrid: 'blocked' },
    shared: 'blocked',
  },
  'remembered-verdict': {
    shipped: 'blocked',
    prefix: 'succeeded',
    'kept-verdict': { none: { database: 'succeeded', jwt: 'blocked', sealed: 'blocked', bearer: 'blocked', hybrid: 'blocked' }, list: 'succeeded' },
    'no-end': 'succeeded',
  },
  'store-down': {
    shipped: 'blocked',
    'taken-for-no': { none: { database: 'succeeded', jwt: 'succeeded', sealed: 'succeeded', bearer: 'blocked', hybrid: 'succeeded' }, list: 'succeeded' },
  },
  'clock-skew': {
    shipped: 'blocked',
  },
  'cookie-size': {
    shipped: 'blocked',
    unbounded: { database: 'blocked', jwt: 'succeeded', sealed: 'succeeded', bearer: 'succeeded', hybrid: 'succeeded' },
  },
  'cost-per-thousand': {
    shipped: 'measured',
  },
  'revocation-latency': {
    shipped: 'measured',
  },
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

type Expectation = Pick<Run, 'outcome' | 'letInSeconds'>

/** What is expected of one mode; null when nothing is. `setting`: `shipped`, or the id of another. */
export function expectedOf(id: ExperimentId, setting: string, mode: string, revocation: 'none' | 'list'): Expectation | null {
  const found = EXPECTED[id][setting]
  const row = typeof found === 'object' && 'none' in found ? (found as { none: Row; list: Row })[revocation] : found
  const word = typeof row === 'object' ? (row)[mode] : row
  return word === undefined ? null : read(word)
}

function read(word: Word): Expectation {
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(word) ?? []
  if (count !== undefined) return { outcome: 'succeeded', letInSeconds: Number(count) * (UNITS[unit] ?? NaN) }
  return { outcome: word as Outcome, letInSeconds: word === 'blocked' ? 0 : null }
}
