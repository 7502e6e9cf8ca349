import { parseArgs } from 'node:util'
import { inWords } from '@/lib/duration'
import { EXPERIMENT_IDS, type ExperimentId, type Outcome, type Result, type Run } from '@/lib/lab/experiment'
import { LAB_MODES, runExperiment } from '@/lib/lab/run'

/** Every experiment with every mode: `npm run lab`; `-- --only ID` runs one, and `-- --json` prints all that was exchanged. */
const WORDS: Readonly<Record<Outcome, string>> = { succeeded: 'SUCCEEDED', blocked: 'blocked', not_applicable: '-', measured: 'measured' }
const WIDTH = 'SUCCEEDED 30 days'.length

/** What was asked for, or why it cannot be had. */
function asked(): { readonly ids: readonly ExperimentId[]; readonly json: boolean } | { readonly wrong: string } {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'boolean', default: false } } })
    const ids = EXPERIMENT_IDS.filter((id) => values.only === undefined || values.only === id)
    return ids.length > 0 ? { ids, json: values.json } : { wrong: `There is no experiment "${String(values.only)}". There are: ${EXPERIMENT_IDS.join(' ')}` }
  } catch (error) {
    return { wrong: `${(error as Error).message}\nUsage: npm run lab -- [--only ID] [--json]` }
  }
}

function said({ outcome, letInSeconds }: Run): string {
  return letInSeconds ? `${WORDS[outcome]} ${inWords(letInSeconds * 1000)}` : WORDS[outcome]
}

async function runAll(ids: readonly ExperimentId[], json: boolean): Promise<void> {
  const start = performance.now()
  const results: Result[] = []
  if (!json) console.log(['experiment'.padEnd(28), 'list', ...LAB_MODES.map(({ name }) => name.padEnd(WIDTH))].join('  '))
  for (const id of ids) {
    const lines: string[] = []
    for (const revocation of ['none', 'list'] as const) {
      const row: Result[] = []
      for (const mode of LAB_MODES) row.push(await runExperiment(id, mode, { revocation }))
      results.push(...row)
      lines.push(row.map((result) => said(result).padEnd(WIDTH)).join('  '))
    }
    if (json) continue
    console.log(`${id.padEnd(28)}  none  ${lines[0] ?? ''}`)
    if (lines[1] !== lines[0]) console.log(`${''.padEnd(28)}  list  ${lines[1] ?? ''}`)
  }
  const tookMs = Math.round(performance.now() - start)
  console.log(json ? JSON.stringify({ node: process.version, tookMs, results }) : `\n${String(results.length)} results in ${String(tookMs / 1000)} s`)
}

const wanted = asked()
if ('wrong' in wanted) {
  console.error(wanted.wrong)
  process.exitCode = 2
} else await runAll(wanted.ids, wanted.json)
