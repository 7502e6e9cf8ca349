import type { Agent } from 'node:http'
import { join } from 'node:path'
import { DEMO_PASSWORD, DEMO_PEOPLE } from '@/lib/accounts/demo'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { keepAlive, load, probe, type Target } from './load'
import { median, ratio, turned } from './measure'
import { once, table, type Goal } from './report'
import { buildSite, cpuSeconds, residentMegabytes, startServer, type Server } from './server'

export interface HttpPlan {
  /** Requests to each target before anything counts. */
  readonly warmUp: number
  readonly rounds: number
  /** Requests to each target in a round. */
  readonly requests: number
}

const MEMORY_AFTER = 20_000
const MEMORY_LIMIT_MB = 256

interface Loaded {
  /** Per round. */
  readonly perSecond: number[]
  /** Of the server, for one request, over all rounds: its clock is too coarse for one round. Null where unknown. */
  cpuMs: number | null
}
type TargetName = 'bare route' | '/api/me' | 'bare page, no cookie' | 'bare page' | 'signed-in page' | '/dashboard'

/** The same build served in each mode, asked for what checks a session and for what does not. */
export async function overHttp(folder: string, plan: HttpPlan): Promise<{ goals: readonly Goal[]; text: string }> {
  console.error('\nbuilding a copy of the project for production ...')
  const site = await buildSite(folder)
  const goals: Goal[] = []
  const rows: string[][] = []
  for (const mode of MODE_NAMES) {
    console.error(`loading a server in mode ${mode} ...`)
    const server = await startServer(site, mode, join(folder, `${mode}.db`))
    const agent = keepAlive()
    try {
      const targets = await targetsOf(server)
      // Of a page, which nothing is sent to by itself, there is nothing to compare.
      if (!targets) continue
      const { loaded, megabytes } = await loadAll(server, targets, agent, plan)
      goals.push(...goalsOf(mode, loaded, megabytes))
      rows.push(...rowsOf(mode, loaded))
    } finally {
      agent.destroy()
      await server.stop()
    }
  }
  const head = ['mode', 'target', 'requests/s', '÷ bare', 'CPU ms/request', 'bare CPU ÷ it']
  const note = cpuSeconds(process.pid) === null ? '\n\nThis system has no /proc: no CPU and no memory here.' : ''
  return { goals, text: table(head, rows) + note }
}

async function loadAll(server: Server, targets: Record<TargetName, Target>, agent: Agent, plan: HttpPlan) {
  const names = Object.keys(targets) as TargetName[]
  let sent = 0
  let megabytes: number | null = null
  const send = async (name: TargetName, count: number) => {
    const before = cpuSeconds(server.pid)
    const seconds = await load(agent, targets[name], count)
    const after = cpuSeconds(server.pid)
    sent += count
    if (sent >= MEMORY_AFTER) megabytes ??= residentMegabytes(server.pid)
    return { perSecond: count / seconds, cpuMs: before === null || after === null ? null : (after - before) * 1000 }
  }

  const loaded = {} as Record<TargetName, Loaded>
  for (const name of names) {
    await probe(agent, targets[name])
    // Only compared with nothing: spare it the long warm-up.
    await send(name, name === '/dashboard' ? Math.min(plan.warmUp, 1000) : plan.warmUp)
    loaded[name] = { perSecond: [], cpuMs: null }
  }
  for (let round = 0; round < plan.rounds; round++) {
    for (const name of turned(names, round)) {
      const count = name === '/dashboard' ? Math.ceil(plan.requests / 5) : plan.requests
      const { perSecond, cpuMs } = await send(name, count)
      const so = loaded[name]
      so.perSecond.push(perSecond)
      if (cpuMs !== null) so.cpuMs = (so.cpuMs ?? 0) + cpuMs / (count * plan.rounds)
    }
  }
  return { loaded, megabytes: megabytes as number | null }
}

/** One signed-in person. What checks nothing is sent the same cookie, so that only the checking differs. Null without a cookie. */
async function targetsOf({ origin }: Server): Promise<Record<TargetName, Target> | null> {
  const [person] = DEMO_PEOPLE
  if (!person) throw new Error('there are no demo people')
  const answer = await fetch(`${origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: person.email, password: DEMO_PASSWORD }),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!answer.ok) throw new Error(`sign-in answered ${String(answer.status)}`)
  if (cookie === undefined) return null
  const target = (path: string, expect: string, sent: string | null = cookie): Target => ({
    url: origin + path,
    cookie: sent,
    expect,
  })
  return {
    'bare route': target('/api/bare', '"ok":true'),
    '/api/me': target('/api/me', person.email),
    'bare page, no cookie': target('/bench-bare', 'nobody in particular', null),
    'bare page': target('/bench-bare', 'nobody in particular'),
    'signed-in page': target('/bench-checked', person.name),
    '/dashboard': target('/dashboard', person.name),
  }
}

function goalsOf(mode: ModeName, loaded: Record<TargetName, Loaded>, megabytes: number | null): readonly Goal[] {
  const compare = (of: TargetName, to: TargetName, limit: number): readonly Goal[] => {
    const goal = { bound: 'at least', limit, unit: '×' } as const
    const [one, other] = [loaded[of], loaded[to]]
    const reached = ratio(one.perSecond, other.perSecond)
    const perSecond: Goal = { ...goal, what: `${mode}: ${of}, requests/s beside ${to}`, reached }
    if (one.cpuMs === null || other.cpuMs === null) return [perSecond]
    const byCpu = once(other.cpuMs / one.cpuMs)
    return [perSecond, { ...goal, what: `${mode}: ${of}, the same by CPU per request`, reached: byCpu }]
  }
  return [
    ...(mode === 'sealed' ? [] : compare('/api/me', 'bare route', 0.8)),
    ...compare('signed-in page', 'bare page', 0.9),
    ...(megabytes === null
      ? []
      : [
          {
            what: `${mode}: memory after 20,000 requests`,
            bound: 'at most',
            limit: MEMORY_LIMIT_MB,
            unit: 'MB',
            reached: once(megabytes),
          } as const,
        ]),
  ]
}

function rowsOf(mode: ModeName, loaded: Record<TargetName, Loaded>): string[][] {
  return (Object.entries(loaded) as [TargetName, Loaded][]).map(([name, { perSecond, cpuMs }]) => {
    const bare = loaded[name === 'bare route' || name === '/api/me' ? 'bare route' : 'bare page']
    return [
      mode,
      name,
      median(perSecond).toFixed(0),
      ratio(perSecond, bare.perSecond).median.toFixed(2),
      cpuMs?.toFixed(2) ?? '-',
      cpuMs !== null && bare.cpuMs !== null ? (bare.cpuMs / cpuMs).toFixed(2) : '-',
    ]
  })
}
