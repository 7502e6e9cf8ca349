import type { Ratio } from './measure'

/** One line of the list: what was to be reached, and what was. */
export interface Goal {
  readonly what: string
  readonly bound: 'at most' | 'at least'
  readonly limit: number
  readonly unit: '×' | 'MB' | 'kB' | '%'
  readonly reached: Ratio
}

export function isMet({ bound, limit, reached }: Goal): boolean {
  return bound === 'at most' ? reached.median <= limit : reached.median >= limit
}

/** A figure that does not move between rounds. */
export const once = (value: number): Ratio => ({ median: value, low: value, high: value })

/** A Markdown table, padded so that it also reads well in a terminal. Numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const right = head.map((_, i) => rows.length > 0 && rows.every((row) => /^(\d|–|-$)/.test(row[i] ?? '')))
  const join = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const line = (cells: readonly string[]) =>
    join(widths.map((width, i) => (right[i] ? (cells[i] ?? '').padStart(width) : (cells[i] ?? '').padEnd(width))))
  const rule = widths.map((width, i) => (right[i] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)))
  return [line(head), join(rule), ...rows.map(line)].join('\n')
}

export function goalTable(goals: readonly Goal[]): string {
  return table(
    ['goal', 'to reach', 'reached', 'middle half of rounds', 'result'],
    goals.map((goal) => {
      const { bound, limit, unit, reached } = goal
      const figure = (value: number) => value.toFixed(unit === 'MB' ? 0 : 2)
      return [
        goal.what,
        `${bound === 'at most' ? '≤' : '≥'} ${figure(limit)} ${unit}`,
        `${figure(reached.median)} ${unit}`,
        reached.low === reached.high ? '' : `${figure(reached.low)} to ${figure(reached.high)}`,
        isMet(goal) ? 'met' : 'MISSED',
      ]
    }),
  )
}
