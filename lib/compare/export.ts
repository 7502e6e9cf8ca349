import { SETTINGS } from './column'
import { CRITERIA } from './criteria'
import type { Recording } from './recording'

/** The whole comparison as data, for a decision record. Times are ISO 8601 in UTC. */
export function asJson({ recordedAt, machine, versions, columns }: Recording) {
  return {
    recordedAt,
    machine,
    versions,
    columns: columns.map((column) => ({
      mode: column.mode,
      revocation: column.revocation,
      measuredAt: new Date(column.measuredAt).toISOString(),
      cells: Object.fromEntries(CRITERIA.map((criterion) => [criterion.id, { asks: criterion.asks, ...criterion.cell(column) }])),
      measures: column.measures,
      secondProcess: column.call,
      outcomes: column.outcomes,
    })),
  }
}

/** The same, to be read. */
export function asMarkdown({ recordedAt, machine: { node, platform, processor }, versions, columns }: Recording): string {
  const parts = SETTINGS.flatMap((revocation) => {
    const shown = columns.filter((column) => column.revocation === revocation)
    if (shown.length === 0) return []
    const head = ['', ...shown.map(({ mode }) => mode)]
    const rows = CRITERIA.map((criterion) => [
      criterion.asks,
      ...shown.map((column) => {
        const { word, figure } = criterion.cell(column)
        return `${word}: ${figure}`
      }),
    ])
    const details = shown.flatMap((column) => [
      `### ${column.mode}`,
      '',
      ...CRITERIA.flatMap((criterion) => [`- ${criterion.asks}`, ...criterion.cell(column).details.map((detail) => `  - ${detail}`)]),
      '',
    ])
    return [`## AUTH_REVOCATION=${revocation}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), '', ...details]
  })
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return [
    '# How an application remembers who signed in: a comparison',
    '',
    `Recorded ${recordedAt} by running every mode with Node ${node} on ${platform}, ${processor}: ${packages.join(', ')}. Nothing here was written by hand.`,
    '',
    ...parts,
  ].join('\n')
}

const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
