import type { ExperimentId } from './experiment'

/** What experiments are about, in the order of screens. One without an experiment is not shown. */
export const GROUPS = [
  { id: 'theft', title: 'Theft', says: 'Somebody else has what you have, or what the server has.' },
  { id: 'forgery', title: 'Forgery', says: 'Somebody makes a credential, or changes one.' },
  { id: 'browser', title: 'Browser', says: 'A page, a script or a tab does what its user did not ask for.' },
  { id: 'revocation', title: 'Revocation', says: 'A session is ended early, or an account is changed.' },
  { id: 'operations', title: 'Operations', says: 'Keys, clocks, stores and servers, as they are in production.' },
  { id: 'migration', title: 'Migration', says: 'One mode takes over from another.' },
] as const

export type GroupId = (typeof GROUPS)[number]['id']

export const GROUP_OF: Readonly<Record<ExperimentId, GroupId>> = {
  'stolen-credential': 'theft',
  'stolen-database': 'theft',
  'leaked-secret': 'theft',
  eavesdropper: 'theft',
  'refresh-replay': 'theft',
  'tampered-payload': 'forgery',
  'algorithm-confusion': 'forgery',
  'key-injection': 'forgery',
  'weak-secret': 'forgery',
  'remembered-verdict': 'forgery',
  'script-reads-storage': 'browser',
  'cross-site-post': 'browser',
  'session-fixation': 'browser',
  'parallel-refresh': 'browser',
  'cookie-size': 'browser',
  'replay-after-sign-out': 'revocation',
  'revoke-from-another-device': 'revocation',
  'stale-role': 'revocation',
  'disabled-account': 'revocation',
  'sign-out-race': 'revocation',
  'revocation-latency': 'revocation',
  'secret-rotation': 'operations',
  'split-secrets': 'operations',
  'store-down': 'operations',
  'clock-skew': 'operations',
  'cost-per-thousand': 'operations',
}
