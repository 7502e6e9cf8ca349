import type { Column } from './column'
import figures from './figures.json' with { type: 'json' }

/** Figures as a run of `npm run record` found them, and on what. */
export interface Recording {
  /** ISO 8601 in UTC. */
  readonly recordedAt: string
  readonly machine: { readonly node: string; readonly platform: string; readonly processor: string }
  /** Of what was run, by name. */
  readonly versions: Readonly<Record<string, string>>
  readonly columns: readonly Column[]
}

/** What pages show: measuring is not serving. */
export const RECORDING = figures as unknown as Recording

export const recordedColumns = (revocation: Column['revocation']): readonly Column[] =>
  RECORDING.columns.filter((column) => column.revocation === revocation)
