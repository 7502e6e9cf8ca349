import { get, type ClientRequest } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openStores } from '@/db/sqlite/open'
import type { ModeName } from '@/lib/auth/modes'
import { makePeople, signedIn } from './fixtures'
import { once } from './measure'
import { figure, table, type Figure, type Found, type Goal } from './report'
import { buildStateside, cpuMs, residentMegabytes, startStateside, type Server } from './server'

const PART = 'tabs'
const STREAMS = 2000
/** Below what one session and one person may have open. */
const PER_SESSION = 4
const PER_PERSON = 4
/** How many are opened at once. */
const BATCH = 50
/** What opening them left behind is done by then, in ms; then a whole beat of each is watched. */
const SETTLE_MS = 20_000
const IDLE_MS = 55_000

/** Two that a check costs different things: a row, and nothing but memory. */
const MODES = ['database', 'jwt'] as const satisfies readonly ModeName[]

/** What so many open tabs, of which nothing is new, take of the server. */
export async function tabs(folder: string): Promise<Found> {
  const copy = await buildStateside(folder)
  const figures: Figure[] = []
  const goals: Goal[] = []
  const rows: string[][] = []
  for (const mode of MODES) {
    const file = join(folder, `tabs-${mode}.db`)
    const cookies = await cookiesOf(file, mode)
    const server = await startStateside(copy, mode, file)
    const open: ClientRequest[] = []
    try {
      // The first stream loads what the others share.
      if (!(await stream(server, cookies[0] ?? '', open))) throw new Error(`no stream was let in in mode ${mode}`)
      const [before, streams] = [residentMegabytes(server.pid), await openAll(server, cookies, open)]
      await pause(SETTLE_MS)
      const [since, from] = [performance.now(), cpuMs(server.pid)]
      await pause(IDLE_MS)
      const [elapsed, to, after] = [performance.now() - since, cpuMs(server.pid), residentMegabytes(server.pid)]
      if (from === null || to === null || before === null || after === null) continue
      const core = once(((to - from) / elapsed) * 100)
      const each = once(((after - before) * 1000) / (streams - 1))
      const share = once((streams / STREAMS) * 100)
      figures.push(
        { part: PART, name: `${mode}, streams opened of ${String(STREAMS)}`, unit: '%', ...share },
        { part: PART, name: `${mode}, of a core`, unit: '%', ...core },
        { part: PART, name: `${mode}, memory of each`, unit: 'kB', ...each },
      )
      const what = (label: string) => `open tabs, ${STREAMS.toLocaleString('en')} idle streams, ${mode}: ${label}`
      goals.push(
        { kind: 'tabs', what: what('opened'), bound: 'at least', limit: 100, unit: '%', ...share },
        { kind: 'tabs', what: what('of a core'), bound: 'at most', limit: 2, unit: '%', ...core },
        { kind: 'tabs', what: what('memory of each'), bound: 'at most', limit: 60, unit: 'kB', ...each },
      )
      rows.push([mode, String(streams), figure(core.median), figure(each.median)])
    } finally {
      for (const request of open) request.destroy()
      await server.stop()
    }
  }
  return { figures, goals, text: table(['mode', 'streams open', '% of a core', 'kB each'], rows) }
}

/** One for each session, of enough people that nobody has more than they may. */
async function cookiesOf(file: string, mode: ModeName): Promise<readonly string[]> {
  const stores = openStores(file)
  try {
    const sessions = Math.ceil(STREAMS / PER_SESSION)
    const { mode: made, credentials } = await signedIn(mode, stores, await makePeople(stores, Math.ceil(sessions / PER_PERSON)), sessions)
    return credentials.map((value) => `${made.facts.credentialName}=${value}`)
  } finally {
    stores.close()
  }
}

/** How many the server let in, with the first one. */
async function openAll(server: Server, cookies: readonly string[], open: ClientRequest[]): Promise<number> {
  let streams = 1
  for (let from = 1; from < STREAMS; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, STREAMS - from) }, (_, i) => stream(server, cookies[(from + i) % cookies.length] ?? '', open))
    streams += (await Promise.all(batch)).filter((letIn) => letIn).length
  }
  return streams
}

function stream({ origin }: Server, cookie: string, open: ClientRequest[]): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${origin}/api/session-events`, { agent: false, headers: { cookie, accept: 'text/event-stream' } }, (response) => {
      response.on('error', () => undefined).resume()
      resolve(response.statusCode === 200)
    })
    open.push(request)
    request.on('error', () => { resolve(false) })
  })
}
