import type { Machine } from './machine'
import { lookUp, REASONS } from './reasons'
import { goalTable, isMet, table, type Found } from './report'

export interface Part extends Found {
  readonly title: string
  /** What is measured, and how. */
  readonly how: string
}

/** How many of all were reached, in words. */
export function summary(parts: readonly Part[]): string {
  const goals = parts.flatMap((part) => part.goals)
  return `${String(goals.filter(isMet).length)} of ${String(goals.length)} goals reached.`
}

/** docs/performance.md, of a whole run. */
export function page(machine: Machine, parts: readonly Part[], minutes: number): string {
  const goals = parts.flatMap((part) => part.goals)
  return `# Performance

<!-- Written by \`npm run bench\`. Change \`bench/page.ts\` and \`bench/reasons.ts\`, not this page. -->

What a check of a session costs in each mode, beside the least that it could cost and beside how others read a session of the
same kind. Every figure here and in [performance.json](performance.json) comes from one run of \`npm run bench\` (${String(minutes)} minutes);
\`npm run bench -- --quick\` is for a look, and writes nothing.

Ratios within one run are what counts: things that are compared take turns, in another order each round, so that whatever else the
machine does falls on all of them alike. A ratio is formed within each round; given are the median, the middle half of the rounds and
their number n. Absolute times move by a factor of two with the load of the machine.

${machineTable(machine)}

## Goals

${goalTable(goals)}

${summary(parts)}

${missed(parts)}${parts.map(({ title, how, text }) => `## ${title}\n\n${how}\n\n${text}`).join('\n\n')}
`
}

/** docs/performance.json: every figure with its n, and no rounding. */
export function json(machine: Machine, parts: readonly Part[]): string {
  const figures = parts.flatMap((part) => part.figures)
  const goals = parts.flatMap((part) => part.goals).map((goal) => ({ ...goal, reached: isMet(goal) }))
  return `${JSON.stringify({ machine, goals, figures }, null, 2)}\n`
}

function missed(parts: readonly Part[]): string {
  const of = lookUp(parts.flatMap((part) => part.figures))
  const goals = parts.flatMap((part) => part.goals).filter((goal) => !isMet(goal))
  if (goals.length === 0) return ''
  const kinds = [...new Set(goals.map((goal) => goal.kind))]
  const lines = kinds.map((kind) => {
    const names = goals.filter((goal) => goal.kind === kind).map(({ what }) => what)
    return `- **${names.join('; ')}.** ${REASONS[kind]?.(of) ?? 'No reason is known yet.'}`
  })
  return `### Goals that were missed\n\n${lines.join('\n')}\n\n`
}

export function machineTable({ date, processor, cores, memory, system, load, versions }: Machine): string {
  return table(
    ['machine', ''],
    [
      ['date', date],
      ['processor', processor],
      ['cores', String(cores)],
      ['memory', memory],
      ['system', system],
      ['load before', load.map((one) => one.toFixed(2)).join(', ')],
      ...Object.entries(versions).map(([name, version]) => [name === 'authjs' ? 'next-auth, as Auth.js 5' : name, version]),
    ],
  )
}
