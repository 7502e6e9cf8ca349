import type { ModeFacts, Place, Revocation } from '@/lib/auth/contract'
import type { ModeName } from '@/lib/auth/modes'
import type { ExperimentId, Result } from '@/lib/lab/experiment'
import type { TraceStep } from '@/lib/xray/trace'

export interface Sample {
  readonly n: number
  /** Microseconds. */
  readonly p50: number
  readonly p95: number
}

/** How long something that was taken away could still be used, by a copy that used and renewed itself as long as it could. */
export interface Bite {
  /** What the mode answered. */
  readonly promised: Revocation['takesEffect']
  /** ms of the testbed's clock until the copy was refused; 0 when that was its next request. */
  readonly untilMs: number
  /** Whether it was still let in 1 ms before. */
  readonly letInBefore: boolean
}

/** What running one mode in the testbed showed. */
export interface Measures {
  /** Facts about the session in each place, and their bytes, as the mode's own check found them. */
  readonly state: readonly { readonly where: Place; readonly what: string; readonly bytes: number | null; readonly facts: number }[]
  readonly credential: {
    readonly carrier: ModeFacts['carrier']
    /** Name, bytes and form of each thing that travels. */
    readonly parts: readonly { readonly name: string; readonly bytes: number; readonly kind: string; readonly shown: string }[]
    /** Of the header line that every request carries, without the line's end. */
    readonly bytesPerRequest: number
    readonly readableByScript: boolean
  }
  readonly check: { readonly says: string; readonly trace: readonly TraceStep[]; readonly storeReads: number; readonly micros: Sample; /** Of a credential that the process has not seen before. */ readonly first: Sample }
  readonly control: { readonly signOut: Bite; readonly role: Bite; readonly disabled: Bite; readonly lists: boolean }
  /** Whether a verifier that has the public keys and nothing else accepted the credential. */
  readonly offline: boolean
}

/** What a program without a browser had to do to sign in, ask who it is and change something. */
export interface Call {
  readonly statuses: readonly number[]
  /** Names of the headers that it had to send itself with an unsafe request, the body's aside. */
  readonly headers: readonly string[]
  /** How many things it had to keep between requests. */
  readonly kept: number
}

/** One mode under one setting of AUTH_REVOCATION: what running it showed. */
export interface Column {
  readonly mode: ModeName
  readonly revocation: 'none' | 'list'
  /** ms since epoch. */
  readonly measuredAt: number
  readonly measures: Measures
  readonly call: Call
  /** Of every experiment of the lab. */
  readonly outcomes: readonly (Pick<Result, 'outcome' | 'letInSeconds'> & { readonly id: ExperimentId })[]
}

export const SETTINGS = ['none', 'list'] as const
