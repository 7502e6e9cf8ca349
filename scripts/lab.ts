import { EXPERIMENT_IDS, type Outcome } from '@/lib/lab/experiment'
import { LAB_MODES, runExperiment } from '@/lib/lab/run'

/** Every experiment with every mode: `npm run lab`, or `npm run lab -- --json` for machines. */
const WORDS: Readonly<Record<Outcome, string>> = { succeeded: 'SUCCEEDED', blocked: 'blocked', not_applicable: '-' }
const WIDTH = 11

const json = process.argv.includes('--json')
const start = performance.now()
const results = []
if (!json) console.log(['experiment'.padEnd(28), 'list', ...LAB_MODES.map(({ name }) => name.padEnd(WIDTH))].join('  '))
for (const id of EXPERIMENT_IDS) {
  const lines = []
  for (const revocation of ['none', 'list'] as const) {
    const row = []
    for (const mode of LAB_MODES) row.push(await runExperiment(id, mode, { revocation }))
    results.push(...row)
    lines.push(row.map(({ outcome }) => WORDS[outcome].padEnd(WIDTH)).join('  '))
  }
  if (json) continue
  console.log(`${id.padEnd(28)}  none  ${lines[0] ?? ''}`)
  if (lines[1] !== lines[0]) console.log(`${''.padEnd(28)}  list  ${lines[1] ?? ''}`)
}
const tookMs = Math.round(performance.now() - start)
console.log(json ? JSON.stringify({ node: process.version, tookMs, results }) : `\n${String(results.length)} results in ${String(tookMs / 1000)} s`)
