import type { ExperimentId } from './experiment'

/** One letter for each mode, in the order of MODE_NAMES: S succeeded, B blocked, - not applicable. */
type Row = string

/** What must come out: one row, or one for each AUTH_REVOCATION where they differ. */
export type Expected = Row | readonly [none: Row, list: Row]

/**
 * The matrix, as shipped and by the ids of each experiment's other settings. A mode or a defence that changes its behaviour
 * fails the build here, and either it or this table is wrong.
 */
export const EXPECTED: Readonly<Record<ExperimentId, Readonly<Record<string, Expected>>>> = {
  'replay-after-sign-out': { shipped: ['BSSSB', 'BBBBB'] },
  'revoke-from-another-device': { shipped: ['BSSSB', 'BBBBB'] },
  'stale-role': { shipped: ['BSSSB', 'BBBBB'] },
  'disabled-account': { shipped: ['BSSSB', 'BBBBB'] },
  'tampered-payload': { shipped: 'BBBBB', unchecked: 'BBBSS' },
  'algorithm-confusion': { shipped: '-B-BB', obeying: '-S-SS' },
  'key-injection': { shipped: '-B-BB', trusting: '-S-SS' },
  'weak-secret': { shipped: '-BB--', guessable: '-SS--' },
  'leaked-secret': { shipped: 'BSSSS', dropped: 'BBBBB' },
  'stolen-database': { shipped: 'BBBBB', 'plain-ids': 'SBBBS', 'plain-keys': 'BBBSS' },
  'stolen-credential': { shipped: 'SSSSS', 'at-limit': 'BBBBB', 'no-limit': 'SSSBS' },
  'script-reads-storage': { shipped: 'BBBSB', 'no-http-only': 'SSSSS' },
  'cross-site-post': { shipped: 'BBBBB', 'no-origin-check': 'SSSBS', 'no-same-site': 'BBBBB', neither: 'SSSBS' },
  'session-fixation': { shipped: 'BBBBB', kept: 'SBBBS' },
  eavesdropper: { shipped: 'SSSSS', secure: 'BBBBB' },
  'refresh-replay': { shipped: '----B', 'no-kill': '----S', 'two-writes': '----S' },
  'parallel-refresh': { shipped: 'BBB-B', 'no-grace': 'BBB-S' },
  'sign-out-race': { shipped: ['BSSBB', 'BBBBB'] },
  'secret-rotation': { shipped: 'BBBBB', abrupt: 'BSSSB' },
  'split-secrets': { shipped: 'BSSBB', shared: 'BBBBB' },
  'store-down': { shipped: 'BBBBB', 'taken-for-no': ['SSSBS', 'SSSSS'] },
  'clock-skew': { shipped: 'BBBBB' },
  'cookie-size': { shipped: 'BBBBB', unbounded: 'BSSSS' },
  'cost-per-thousand': { shipped: '-----' },
  'revocation-latency': { shipped: '-----' },
}
