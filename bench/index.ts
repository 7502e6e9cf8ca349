import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { flood } from './flood'
import { growth } from './growth'
import { overHttp } from './http'
import { inProcess } from './in-process'
import { machine } from './machine'
import { json, machineTable, page, summary, type Part } from './page'
import { renewals } from './renewals'
import { tabs } from './tabs'
import { goalTable, type Found } from './report'

const HELP = `npm run bench [-- options]

  --quick          under two minutes, for a look; its figures settle nothing
  --only <part>    in-process, renewals, growth, flood, http or tabs
  --help           this

A whole run writes docs/performance.md and docs/performance.json; with an option, nothing is written.
Figures are ratios within one run. Close what else uses the machine.`

const PARTS = ['in-process', 'renewals', 'growth', 'flood', 'http', 'tabs'] as const
type PartName = (typeof PARTS)[number]

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const isPart = (name: string): name is PartName => (PARTS as readonly string[]).includes(name)
if (values.help || (values.only !== undefined && !isPart(values.only))) {
  console.log(HELP)
  process.exit(values.help ? 0 : 1)
}

/** The peers are packages of the bench alone, which installing the application leaves out. */
function install(): void {
  if (existsSync('bench/node_modules/better-auth')) return
  console.error('The peers are not installed yet: npm ci --prefix bench')
  const { status } = spawnSync('npm', ['ci', '--prefix', 'bench', '--no-audit', '--no-fund'], { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
  if (status !== 0) process.exit(1)
}

const { quick } = values
/** V8 settles late: 5,000 calls are what the goals were set with. */
const plan = quick ? { warmUp: 500, rounds: 20, calls: 50 } : { warmUp: 5000, rounds: 200, calls: 100 }
const sessions = quick ? 100_000 : 1_000_000
const credentials = quick ? 5000 : 100_000
const httpPlan = quick
  ? { sessions: 10_000, rounds: 4, routes: { warmUp: 200, requests: 50 }, pages: { warmUp: 50, requests: 20 } }
  : { sessions: 100_000, rounds: 60, routes: { warmUp: 5000, requests: 150 }, pages: { warmUp: 1500, requests: 40 } }

const folder = mkdtempSync(join(tmpdir(), 'stateside-bench-'))
process.on('exit', () => { rmSync(folder, { recursive: true, force: true }) })
process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))

const n = (value: number) => value.toLocaleString('en')
const RUNS: Readonly<Record<PartName, { readonly title: string; readonly how: string; readonly run: () => Promise<Found> }>> = {
  'in-process': {
    title: 'One check, in process',
    how: `${n(plan.warmUp)} calls of each to warm up, then ${n(plan.rounds)} rounds of ${n(plan.calls)}, all in one process over one SQLite file. The yardstick is one
prepared better-sqlite3 SELECT of a session's row by SHA-256 of its id, hash included. "Seen before" is a credential that this
process has verified already, "first sight" one that it has not; "list" is AUTH_REVOCATION=list.

Peers read a session of the same kind, with no renewal due: next-auth 4 by \`getServerSession(req, res, options)\`, on what our own
modes wrote; Auth.js 5 by \`auth(req, res)\`; Better Auth by \`auth.api.getSession\`; iron-session by \`getIronSession\`. The database of
next-auth and Auth.js is read through our own adapter, whose statements are prepared once, and, for next-auth, also through one that
builds its query at each call, as \`@auth/drizzle-adapter\` does. Peers remember nothing from one read to the next, so that they have no
first sight: cold is the first call in the process.`,
    run: () => inProcess(folder, plan),
  },
  renewals: {
    title: 'Renewals',
    how: 'One renewal after the other of one session, on the same disk as a bare UPDATE. Every write waits for the disk.',
    run: () => renewals(folder, plan),
  },
  growth: {
    title: 'A thousand times as many sessions',
    how: `Ids are drawn at random from the whole table, after 50,000 reads of each. The list is asked for sessions that are not on it, as
nearly every check does.`,
    run: () => growth(folder, plan, sessions),
  },
  flood: {
    title: 'A flood',
    how: `${n(credentials)} valid credentials of as many strangers and ${n(credentials)} forged ones, no two alike, at one verifier that remembers. 1,000 regular
visitors have come twice before it, and one of them comes after every 20 of its requests. "Remembered" is what the check's own
trace says. After it their checks take turns with those of a verifier that had no flood. The limits in the goals are ours: 40 MB is what the memory of one mode says of itself.`,
    run: () => flood(folder, credentials),
  },
  http: {
    title: 'Over HTTP',
    how: `Everything on the loopback interface, over 8 connections that stay open, with ${n(httpPlan.sessions)} rows in every table of sessions. Each route has a
process of its own: Stateside by \`npm start\`, and for each peer a bare route of a small site, behind the same HTTP server as Stateside, so that
nothing but what answers differs. The same bare route costs less within Stateside, and why is
not known: each is therefore measured against the bare route of its own application, and Stateside against a peer by what both keep. ${n(httpPlan.routes.warmUp)} requests to
each to warm up, then ${n(httpPlan.rounds)} rounds of ${n(httpPlan.routes.requests)}; of pages ${n(httpPlan.pages.warmUp)} and ${n(httpPlan.pages.requests)}. CPU is what the server used in all its threads for one request.
A peer's route answers with the session that it read; \`GET /api/me\` answers with more, and also reads whether the credential is out of date.

Pages are those of a copy of this project: one that calls \`requireUser()\` and prints the name, beside the same page without that. Both
are sent the same credential and pass the same proxy, which checks too. A page in bearer is sent nothing, so that there is none to
compare. The copy has a plain not-found page: Next renders that of the root along with every page, and ours asks who is signed in.`,
    run: () => overHttp(folder, httpPlan),
  },
  tabs: {
    title: 'Open tabs',
    how: `Streams of \`GET /api/session-events\`, opened fifty at a time, of 500 sessions of 125 people; 20 seconds later, what the server used within
55 seconds in which nothing happened, which is a whole beat of every stream, and how much more memory it holds than before, shared out among them.`,
    run: () => tabs(folder),
  },
}

/** To build takes longer than all else that is quick. */
const BUILT: readonly PartName[] = ['http', 'tabs']
const wanted = values.only !== undefined && isPart(values.only) ? [values.only] : PARTS.filter((name) => !quick || !BUILT.includes(name))

install()
const begun = Date.now()
const here = machine()
console.log(machineTable(here))
const parts: Part[] = []
for (const name of wanted) {
  const { run, ...words } = RUNS[name]
  const since = Date.now()
  const found = await run()
  parts.push({ ...words, ...found })
  console.log(`\n## ${words.title} (${String(Math.round((Date.now() - since) / 1000))} s)\n\n${found.text}`)
}
console.log(`\n## Goals\n\n${goalTable(parts.flatMap((part) => part.goals))}\n\n${summary(parts)}`)
if (quick || values.only !== undefined) {
  const left = PARTS.filter((name) => !wanted.includes(name))
  console.log(`\n${quick ? `A quick run settles nothing: fewer rounds, ${n(sessions)} sessions and a flood of ${n(credentials)}. ` : ''}Left out: ${left.join(', ') || 'nothing'}. Nothing was written.`)
} else {
  const minutes = Math.round((Date.now() - begun) / 60_000)
  writeFileSync('docs/performance.md', page(here, parts, minutes))
  writeFileSync('docs/performance.json', json(here, parts))
  console.log(`\n${String(minutes)} minutes. Written: docs/performance.md and docs/performance.json`)
}
