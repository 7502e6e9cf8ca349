import { SETTINGS } from './column'
import { CRITERIA } from './criteria'
import { advise, candidateName, candidateOf, envLines, QUESTIONS, type Answers } from './questions'
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

/** The same, to be read; with answers, also what fits them and why. */
export function asMarkdown({ recordedAt, machine: { node, platform, processor }, versions, columns }: Recording, answers: Answers = {}): string {
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
    ...answered(answers, columns),
    ...parts,
  ].join('\n')
}

const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** The answers, the mode to choose and what speaks for and against each. */
function answered(answers: Answers, columns: Recording['columns']): readonly string[] {
  if (Object.keys(answers).length === 0) return []
  const verdicts = advise(answers, columns.map(candidateOf))
  const [first] = verdicts
  const asked = QUESTIONS.flatMap(({ id, asks, options }) => options.filter(({ value }) => value === answers[id]).map(({ says }) => `- ${asks} **${says}**`))
  const chosen = first?.fits ? ['The first that fits, in `.env`:', '', '```', envLines(first.candidate), '```'] : ['No mode fits all answers.']
  const all = verdicts.flatMap(({ candidate, fits, reasons }) => [
    `- ${candidateName(candidate)}: ${fits ? 'fits' : 'does not fit'}`,
    ...reasons.map((reason) => `  - ${reason.fits ? 'For' : 'Against'}: ${reason.says}`),
  ])
  return ['## The answers, and what fits', '', ...asked, '', ...chosen, '', ...all, '']
}
