import type { Evidence } from './evidence'

/** One named value, before and after; null where there was none. */
export interface Difference {
  readonly name: string
  readonly before: string | null
  readonly after: string | null
}

type Rows = Extract<Evidence, { kind: 'rows' }>
type Credential = Extract<Evidence, { kind: 'credential' }>

/** What is not the same in two records, in the order of the second. */
export function differences(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): readonly Difference[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  return names.flatMap((name) => {
    const [was, is] = [textOf(before[name]), textOf(after[name])]
    return was === is ? [] : [{ name, before: was, after: is }]
  })
}

const textOf = (value: unknown) => (value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value))

/** What happened to rows since they were looked at before. */
export interface RowsChange {
  readonly changed: readonly { readonly id: string; readonly differences: readonly Difference[] }[]
  readonly added: readonly string[]
  readonly gone: readonly string[]
}

export function rowsChange(before: Rows, after: Rows): RowsChange {
  const was = new Map(before.rows.map((row) => [idOf(row), row]))
  const is = new Map(after.rows.map((row) => [idOf(row), row]))
  return {
    changed: [...is].flatMap(([id, row]) => {
      const found = differences(was.get(id) ?? row, row)
      return found.length > 0 ? [{ id, differences: found }] : []
    }),
    added: [...is.keys()].filter((id) => !was.has(id)),
    gone: [...was.keys()].filter((id) => !is.has(id)),
  }
}

const idOf = (row: Rows['rows'][number]) => String(row['id'])

/** How a credential differs from the one of the same name before it: in itself, and in what anybody can read of it. */
export function credentialChange(before: Credential, after: Credential): readonly Difference[] {
  return differences({ value: before.shown, ...recordOf(before.says) }, { value: after.shown, ...recordOf(after.says) })
}

const recordOf = (says: unknown): Record<string, unknown> => (typeof says === 'object' && says !== null ? { ...says } : {})

/** What the same thing was when it was looked at before, in one run; null at first sight. */
export function lookedAtBefore(evidence: Evidence, run: readonly Evidence[]): Evidence | null {
  const earlier = run.slice(0, run.indexOf(evidence))
  return earlier.findLast(({ kind, ...other }) => kind === evidence.kind && (kind === 'rows' || (kind === 'credential' && 'what' in other && 'what' in evidence && other.what === evidence.what))) ?? null
}
