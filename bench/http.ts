import type { Agent } from 'node:http'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_PASSWORD, DEMO_PEOPLE } from '@/lib/accounts/demo'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { SECRET } from './fixtures'
import { keepAlive, load, probe, type Target } from './load'
import { ratio, shuffled, spread, type Spread } from './measure'
import { loadPeers, PEERS, type SiteVisit } from './peer'
import { figure, table, type Figure, type Found, type Goal } from './report'
import { buildSite, buildStateside, cpuMs, startSite, startStateside, type Server } from './server'

export interface HttpPlan {
  /** Rows in every table of sessions. */
  readonly sessions: number
  readonly rounds: number
  /** Requests to each target before anything counts, and in a round. */
  readonly routes: { readonly warmUp: number; readonly requests: number }
  readonly pages: { readonly warmUp: number; readonly requests: number }
}

/** Something to ask one server for. */
interface Asked {
  readonly name: string
  readonly server: Server
  readonly target: Target
  readonly warmUp: number
  readonly requests: number
}

/** Per round. */
interface Answered {
  readonly perSecond: number[]
  /** Of the server, for one request; empty where the system does not tell. */
  readonly cpu: number[]
}

const BARE = 'bare route'
const NEXT_START = 'bare route by next start'
const OWN_BARE = 'bare route within Stateside'
const BY_HAND = 'SELECT by hand'
const me = (mode: ModeName) => `GET /api/me, ${mode}`
const pageOf = (mode: ModeName, page: string) => `${page}, ${mode}`

/** Every mode's `GET /api/me` and every peer in a bare route, each in a process of its own, all in turn; then pages, likewise. */
export async function overHttp(folder: string, plan: HttpPlan): Promise<Found> {
  console.error('building a copy of the project, and the small site of the peers ...')
  const copy = await buildStateside(folder)
  const site = await buildSite(folder)
  const file = join(folder, 'site.db')
  const { seedSite } = await loadPeers()
  const visits = await seedSite(file, SECRET, plan.sessions)
  const starts = (mode: ModeName, label: string) => {
    const own = join(folder, `${label}-${mode}.db`)
    copyFileSync(file, own)
    return startStateside(copy, mode, own)
  }

  const routes = await answer(async (keep) => {
    const asked: Asked[] = []
    const add = (name: string, server: Server, target: Target) => asked.push({ name, server, target, ...plan.routes })
    for (const [name, { path, cookie, expect }] of Object.entries(visits) as [SiteVisit, (typeof visits)[SiteVisit]][]) {
      const server = keep(await startSite(site, file, 'our server'))
      add(name, server, { url: server.origin + path, headers: cookie === null ? {} : { cookie }, expect })
    }
    const nextStart = keep(await startSite(site, file, 'next start'))
    add(NEXT_START, nextStart, { url: `${nextStart.origin}/bare`, headers: {}, expect: '"ok":true' })
    for (const mode of MODE_NAMES) {
      const server = keep(await starts(mode, 'me'))
      add(me(mode), server, { url: `${server.origin}/api/me`, headers: await signIn(server), expect: EMAIL })
    }
    const server = keep(await starts('database', 'bare'))
    add(OWN_BARE, server, { url: `${server.origin}/api/bare`, headers: {}, expect: '"ok":true' })
    return asked
  }, plan.rounds)

  const pages = await answer(async (keep) => {
    const asked: Asked[] = []
    for (const mode of MODE_NAMES) {
      const server = keep(await starts(mode, 'pages'))
      const headers = await signIn(server)
      // Of a page, which nothing is sent to by itself, there is nothing to compare.
      if (!('cookie' in headers)) continue
      const add = (name: string, path: string, expect: string, part = 1) =>
        asked.push({
          name: pageOf(mode, name),
          server,
          target: { url: server.origin + path, headers, expect },
          warmUp: Math.ceil(plan.pages.warmUp * part),
          requests: Math.ceil(plan.pages.requests * part),
        })
      add('bare page', '/bench-bare', 'nobody in particular')
      add('signed-in page', '/bench-checked', NAME)
      add('/dashboard', '/dashboard', NAME, 0.5)
    }
    return asked
  }, plan.rounds)

  return {
    figures: [...figuresOf(routes), ...figuresOf(pages)],
    goals: [...routeGoals(routes), ...pageGoals(pages)],
    text: `${routeTable(routes)}\n\n${pageTable(pages)}`,
  }
}

const [PERSON] = DEMO_PEOPLE
const EMAIL = PERSON?.email ?? ''
const NAME = PERSON?.name ?? ''

/** What a client of this mode sends from then on. */
async function signIn({ origin }: Server): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(`${origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: EMAIL, password: DEMO_PASSWORD }),
  })
  if (!response.ok) throw new Error(`sign-in answered ${String(response.status)}`)
  const { access_token } = (await response.json()) as { readonly access_token?: string }
  if (access_token !== undefined) return { authorization: `Bearer ${access_token}` }
  return { cookie: response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '').join('; ') }
}

/** Starts what `setUp` wants, asks it round after round, and stops it. */
async function answer(setUp: (keep: (server: Server) => Server) => Promise<readonly Asked[]>, rounds: number): Promise<ReadonlyMap<string, Answered>> {
  const servers: Server[] = []
  const agents = new Map<string, Agent>()
  try {
    const asked = await setUp((server) => {
      servers.push(server)
      return server
    })
    console.error(`asking ${asked.map(({ name }) => name).join('; ')} ...`)
    const answered = new Map<string, Answered>()
    for (const { name, target, warmUp } of asked) {
      const agent = keepAlive()
      agents.set(name, agent)
      await probe(agent, target)
      await load(agent, target, warmUp)
      answered.set(name, { perSecond: [], cpu: [] })
    }
    for (let round = 0; round < rounds; round++) {
      for (const { name, server, target, requests } of shuffled(asked)) {
        const agent = agents.get(name)
        const so = answered.get(name)
        if (!agent || !so) continue
        const before = cpuMs(server.pid)
        const seconds = await load(agent, target, requests)
        const after = cpuMs(server.pid)
        so.perSecond.push(requests / seconds)
        if (before !== null && after !== null) so.cpu.push((after - before) / requests)
      }
    }
    return answered
  } finally {
    for (const agent of agents.values()) agent.destroy()
    await Promise.all(servers.map((server) => server.stop()))
  }
}

type By = 'requests' | 'CPU'

/** What each round left of `bare` for `name`: more is better, by requests and by processor time alike. Empty where that is unknown. */
function shares(all: ReadonlyMap<string, Answered>, name: string, bare: string, by: By): readonly number[] {
  const [one, other] = [all.get(name), all.get(bare)]
  if (!one || !other) return []
  const [of, to] = by === 'requests' ? [one.perSecond, other.perSecond] : [other.cpu, one.cpu]
  return of.map((value, i) => value / (to[i] ?? NaN))
}

/** The same over all rounds; null where that is unknown. */
function keeps(all: ReadonlyMap<string, Answered>, name: string, bare: string, by: By): Spread | null {
  const each = shares(all, name, bare, by)
  return each.length === 0 ? null : spread(each)
}

/**
 * What a mode keeps of the bare route within Stateside, beside what a route of the small site keeps of the bare route there. The small
 * site's own is the slower one, behind the same server: without its part in this, a comparison would flatter Stateside.
 */
function besides(all: ReadonlyMap<string, Answered>, mode: ModeName, other: string, by: By): Spread | null {
  const [ours, theirs] = [shares(all, me(mode), OWN_BARE, by), shares(all, other, BARE, by)]
  return ours.length === 0 || theirs.length === 0 ? null : ratio(ours, theirs)
}

function figuresOf(all: ReadonlyMap<string, Answered>): readonly Figure[] {
  return [...all].flatMap(([name, { perSecond, cpu }]): Figure[] => [
    { part: 'over HTTP', name, unit: 'requests/s', ...spread(perSecond) },
    ...(cpu.length > 0 ? [{ part: 'over HTTP', name: `${name}, one request`, unit: 'CPU ms', ...spread(cpu) } as const] : []),
  ])
}

function routeGoals(all: ReadonlyMap<string, Answered>): readonly Goal[] {
  return MODE_NAMES.flatMap((mode) => (['requests', 'CPU'] as const).flatMap((by) => {
    const [best] = PEERS.flatMap((peer) => {
      const kept = keeps(all, peer, BARE, by)
      return kept ? [{ peer, kept }] : []
    }).sort((a, b) => b.kept.median - a.kept.median)
    const goal = (kind: string, what: string, limit: number, reached: Spread | null): Goal[] =>
      reached ? [{ kind, what: `${me(mode)} ÷ ${what}, by ${by}`, bound: 'at least', limit, unit: '×', ...reached }] : []
    return [
      ...(mode === 'database'
        ? goal('route, database', 'a route of one SELECT by hand', 0.98, besides(all, mode, BY_HAND, by))
        : goal('route', 'bare route', 0.9, keeps(all, me(mode), OWN_BARE, by))),
      ...(best ? goal('ahead', `the fastest peer (${best.peer})`, 1, besides(all, mode, best.peer, by)) : []),
    ]
  }))
}

function pageGoals(all: ReadonlyMap<string, Answered>): readonly Goal[] {
  return MODE_NAMES.flatMap((mode) => {
    const kept = (by: By) => keeps(all, pageOf(mode, 'signed-in page'), pageOf(mode, 'bare page'), by)
    const signedIn = (['requests', 'CPU'] as const).flatMap((by): Goal[] => {
      const reached = kept(by)
      return reached ? [{ kind: 'page', what: `signed-in page ÷ bare page behind the same proxy, ${mode}, by ${by}`, bound: 'at least', limit: 0.95, unit: '×', ...reached }] : []
    })
    const [dashboard, bare] = [all.get(pageOf(mode, '/dashboard')), all.get(pageOf(mode, 'bare page'))]
    if (!dashboard || !bare || bare.cpu.length === 0) return signedIn
    return [...signedIn, { kind: 'dashboard', what: `/dashboard ÷ bare page, ${mode}, CPU`, bound: 'at most', limit: 2, unit: '×', ...ratio(dashboard.cpu, bare.cpu) } as const]
  })
}

function routeTable(all: ReadonlyMap<string, Answered>): string {
  return tableOf(all, 'a route', (name) => (name.startsWith('GET /api/me') || name === OWN_BARE ? OWN_BARE : BARE))
}

function pageTable(all: ReadonlyMap<string, Answered>): string {
  return tableOf(all, 'a page', (name) => name.replace(/^[^,]*/, 'bare page'))
}

/** The ratios are what each keeps of the bare one. */
function tableOf(all: ReadonlyMap<string, Answered>, what: string, bareOf: (name: string) => string): string {
  return table(
    [what, 'requests/s', '÷ bare', 'CPU ms', 'bare CPU ÷ its', 'n'],
    [...all].map(([name, { perSecond, cpu }]) => {
      const kept = (by: By) => figure(keeps(all, name, bareOf(name), by)?.median ?? NaN)
      return [name, figure(Math.round(spread(perSecond).median)), kept('requests'), figure(spread(cpu).median), kept('CPU'), String(perSecond.length)]
    }),
  )
}
