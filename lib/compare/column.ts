import type { ModeName } from '@/lib/auth/contract'
import type { ExperimentId, Result } from '@/lib/lab/experiment'
import type { Measures } from './measure'
import type { Call } from './second-process'

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
