import type { Defence } from './defences'
import type { Evidence, Step } from './evidence'
import type { Lab } from './lab'
import type { Html, Scene } from './scene'

/**
 * The attacker's, or the fault's: `succeeded` when it got what it wanted, be it for a moment, `blocked` when not,
 * `not_applicable` when the mode has nothing of the kind. Measurements have `measured`.
 */
export type Outcome = 'succeeded' | 'blocked' | 'not_applicable' | 'measured'

/** How one run ended. */
export interface Run {
  readonly outcome: Outcome
  /** For how long somebody was let in, in s of the testbed's clock; 0 when blocked, null where that is not the question. */
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
export interface Conclusion extends Pick<Run, 'outcome' | 'because'> {
  readonly letInSeconds?: number
}

/** A request of the reader's browser that somebody who had signed in was attacked with, and what it was answered. */
export interface Attacked {
  readonly method: string
  readonly path: string
  /** Of Sec-Fetch-Site. */
  readonly from: string | null
  /** Whether the browser sent a cookie of the testbed along. */
  readonly carried: boolean
  readonly status: number
  /** Of the problem that it was refused with. */
  readonly code: string | null
}

/** An experiment with the reader's own browser in place of the lab's: its page, and what decides. */
export interface InBrowser {
  /** Which defences bear on it there. */
  readonly defences: readonly Defence[]
  readonly page: {
    readonly at: 'site' | 'attacker'
    readonly path: string
    /** What the reader opens, and what they are told of it before. */
    readonly link: string
    readonly says: string
    readonly html: (scene: Scene) => Html
  }
  /** What a request came to; null when it decides nothing. */
  readonly judge?: (request: Attacked) => Pick<Run, 'outcome' | 'because'> | null
  /** Whether the attacker's server takes what the page read at `collect`, and tries it from elsewhere. */
  readonly collects?: true
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
  /** The same in the reader's own browser, where that can be had. */
  readonly inBrowser?: InBrowser
  /** Acts, and says how it ended. Whatever it throws is a bug of the lab, never an outcome. */
  run(lab: Lab): Promise<Conclusion>
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
  'remembered-verdict',
  'store-down',
  'clock-skew',
  'cookie-size',
  'cost-per-thousand',
  'revocation-latency',
] as const
export type ExperimentId = (typeof EXPERIMENT_IDS)[number]
