import type { Spread } from './measure'

export type Unit = 'µs' | '×' | 'requests/s' | 'CPU ms' | 'MB' | 'kB' | '%' | 'accepted'

/** What one run measured: under a name that no other figure of its part has. */
export interface Figure extends Spread {
  readonly part: string
  readonly name: string
  readonly unit: Unit
}

/** One line of what was to be reached, and what was. */
export interface Goal extends Spread {
  readonly what: string
  readonly bound: 'at most' | 'at least'
  readonly limit: number
  readonly unit: Unit
  /** Which of the reasons in `reasons.ts` is its own, should it be missed. */
  readonly kind: string
}

/** What a part of the bench found: all figures go into the JSON, and `text` is how the page shows them. */
export interface Found {
  readonly figures: readonly Figure[]
  readonly goals: readonly Goal[]
  readonly text: string
}

export function isMet({ bound, limit, median }: Goal): boolean {
  return bound === 'at most' ? median <= limit : median >= limit
}

/** A number with as many decimals as help: 0.052, 1.37, 48.2, 1153. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  return value.toFixed(Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3)
}

/** A Markdown table, padded so that it also reads well in a terminal. Numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, i) => Math.max(cell.length, 3, ...rows.map((row) => row[i]?.length ?? 0)))
  const right = head.map((_, i) => rows.length > 0 && rows.every((row) => /^(\d|–|-$)/.test(row[i] ?? '')))
  const join = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const line = (cells: readonly string[]) =>
    join(widths.map((width, i) => (right[i] ? (cells[i] ?? '').padStart(width) : (cells[i] ?? '').padEnd(width))))
  const rule = widths.map((width, i) => (right[i] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)))
  return [line(head), join(rule), ...rows.map(line)].join('\n')
}

export function goalTable(goals: readonly Goal[]): string {
  return table(
    ['goal', 'to reach', 'reached', 'middle half of rounds', 'n', 'result'],
    goals.map((goal) => {
      const { what, bound, limit, unit, median, low, high, n } = goal
      const between = n === 1 || low === high ? '–' : `${figure(low)} to ${figure(high)}`
      return [what, `${bound === 'at most' ? '≤' : '≥'} ${figure(limit)} ${unit}`, `${figure(median)} ${unit}`, between, String(n), isMet(goal) ? 'reached' : 'MISSED']
    }),
  )
}
