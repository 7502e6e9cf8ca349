import type { Defence } from './defences'
import type { Evidence, Step } from './evidence'
import type { Lab } from './lab'

/**
 * The attacker's, or the fault's: `succeeded` when it got what it wanted, be it for a moment, `blocked` when not,
 * `not_applicable` when the mode has nothing of the kind. Measurements have `measured`.
 */
export type Outcome = 'succeeded' | 'blocked' | 'not_applicable' | 'measured'

/** How one run ended. */
export interface Run {
  readonly outcome: Outcome
  /** For how long somebody was let in, in s of the arena's clock; 0 when blocked, null where that is not the question. */
  readonly letInSeconds: number | null
  /** What in the steps decided it, in one sentence. */
  readonly because: string
  readonly steps: readonly Step[]
  /** Real time, in ms. */
  readonly tookMs: number
}

/** A way to set the defences up, other than as shipped. */
export interface Setting {
  readonly id: string
  /** As a label beside the shipped one, such as "Without the origin check". */
  readonly title: string
  readonly without?: readonly Defence[]
  readonly with?: readonly Defence[]
  /** Judged once the absolute limit has passed, after constant use. */
  readonly late?: true
}

/** One experiment against one mode: as shipped, and under each of its other settings. */
export interface Result extends Run {
  readonly id: ExperimentId
  readonly mode: string
  readonly revocation: 'none' | 'list'
  /** Of the steps, in order. */
  readonly evidence: readonly Evidence[]
  readonly otherwise: readonly (Run & { readonly setting: Setting })[]
}

/** What an experiment comes to; `letInSeconds` where it succeeded in letting somebody in. */
export interface Ending extends Pick<Run, 'outcome' | 'because'> {
  readonly letInSeconds?: number
}

/** One question, asked of every mode alike. Nothing in it may look at a mode's name. */
export interface Experiment {
  readonly title: string
  readonly question: string
  /** What each outcome means here, in a word or two; also what one may predict. */
  readonly means: { readonly succeeded: string; readonly blocked: string }
  /** Why it comes out as it does, and what is done about it. */
  readonly why: string
  readonly fix: string
  /** The file with the defence, or with what is attacked; from the root. */
  readonly code: string
  readonly settings: readonly Setting[]
  /** Acts, and says how it ended. Whatever it throws is a bug of the lab, never an outcome. */
  run(lab: Lab): Promise<Ending>
}

export const EXPERIMENT_IDS = [
  'replay-after-sign-out',
  'revoke-from-another-device',
  'stale-role',
  'disabled-account',
  'tampered-payload',
  'algorithm-confusion',
  'key-injection',
  'weak-secret',
  'leaked-secret',
  'stolen-database',
  'stolen-credential',
  'script-reads-storage',
  'cross-site-post',
  'session-fixation',
  'eavesdropper',
  'refresh-replay',
  'parallel-refresh',
  'sign-out-race',
  'secret-rotation',
  'split-secrets',
  'store-down',
  'clock-skew',
  'cookie-size',
  'cost-per-thousand',
  'revocation-latency',
] as const
export type ExperimentId = (typeof EXPERIMENT_IDS)[number]
