import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { growth } from './growth'
import { overHttp } from './http'
import { inProcess } from './in-process'
import { machine } from './machine'
import { renewals } from './renewals'
import { goalTable, isMet, type Goal } from './report'
import { streams } from './streams'

const HELP = `npm run bench [-- options]

  --quick          about a minute, for a look; its figures settle nothing
  --only <part>    in-process, renewals, growth, http or streams
  --help           this

Figures are ratios within one run. Close what else uses the machine.`

const PARTS = ['in-process', 'renewals', 'growth', 'http', 'streams']
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help || (values.only !== undefined && !PARTS.includes(values.only))) {
  console.log(HELP)
  process.exit(values.help ? 0 : 1)
}

/** V8 settles late: 5,000 calls are what the goals were set with. */
const plan = values.quick ? { warmUp: 1000, rounds: 40, calls: 50 } : { warmUp: 5000, rounds: 200, calls: 100 }
const httpPlan = values.quick ? { warmUp: 100, rounds: 4, requests: 50 } : { warmUp: 5000, rounds: 40, requests: 100 }

const sessions = values.quick ? 100_000 : 1_000_000

const folder = mkdtempSync(join(tmpdir(), 'stateside-bench-'))
process.on('exit', () => { rmSync(folder, { recursive: true, force: true }) })
process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))

const wanted = (part: string) => values.only === undefined || values.only === part
const goals: Goal[] = []
const show = (title: string, result: { goals: readonly Goal[]; text: string }) => {
  console.log(`\n## ${title}\n\n${result.text}`)
  goals.push(...result.goals)
}

console.log(machine())
if (wanted('in-process')) show('One check, in process', await inProcess(folder, plan))
if (wanted('renewals')) show('Renewals', await renewals(folder, plan))
if (wanted('growth')) show('A thousand times as many sessions', await growth(folder, plan, sessions))
if (wanted('http')) show('Under next start', await overHttp(folder, httpPlan))
if (wanted('streams')) show('Open tabs', await streams(folder))
console.log(`\n## Goals\n\n${goalTable(goals)}`)
const missed = goals.filter((goal) => !isMet(goal)).length
const met = `${String(goals.length - missed)} of ${String(goals.length)} goals met`
console.log(`\n${met}${values.quick ? ' in a quick run, which settles nothing' : ''}.`)
