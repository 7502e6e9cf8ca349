import { randomBytes } from 'node:crypto'
import { createMode, type ModeName } from '@/lib/auth/modes'
import { isRejection } from '@/lib/auth/reject'
import { Problem } from '@/lib/problem'
import { redact, redactHeader } from '@/lib/xray/redact'
import { ARENA_CONFIG, makeArenaOf } from '@/testkit/testbed'
import { toBrowser, toSite, type Place } from './arena-cookies'
import { defences, type Defence } from './defences'
import type { Evidence, Step } from './evidence'
import type { ExperimentId, Outcome } from './experiment'
import { makeSite } from './site'
import { attackerPage, woundedPage, type Html } from './weak/pages'
import { weaken } from './weak/mode'

/** What can be tried in the reader's own browser, and which defences bear on it there. */
export const IN_BROWSER = {
  'cross-site-post': ['origin-check', 'same-site'],
  'script-reads-storage': ['http-only'],
} as const satisfies Partial<Record<ExperimentId, readonly Defence[]>>
export type InBrowserId = keyof typeof IN_BROWSER
export const IN_BROWSER_IDS = Object.keys(IN_BROWSER) as [InBrowserId, ...InBrowserId[]]
export const IN_BROWSER_DEFENCES = Object.values(IN_BROWSER).flat()
export const isInBrowser = (id: string): id is InBrowserId => Object.hasOwn(IN_BROWSER, id)

export interface ArenaInput {
  readonly experiment: InBrowserId
  readonly mode: ModeName
  readonly without: readonly (typeof IN_BROWSER_DEFENCES)[number][]
}

/** What the arena's server saw, and how it ended. Credentials are redacted. */
export interface Seen {
  readonly experiment: InBrowserId
  readonly mode: ModeName
  /** When it is dropped; ms since epoch. */
  readonly expiresAt: number
  readonly signedIn: boolean
  /** The person's name, as the store has it. */
  readonly name: string | null
  /** Null until somebody who had signed in was attacked. */
  readonly outcome: Outcome | null
  readonly because: string | null
  readonly steps: readonly Step[]
}

/** A site that lives for a few minutes, for one visitor's browser to use and to be attacked in. */
export interface BrowserArena {
  readonly id: string
  /** Answers a request to `action` as the origin that it was sent to. @throws {Problem} not_found, payload_too_large, rate_limited */
  answer(request: ArenaRequest): Promise<Response>
  seen(): Promise<Seen>
}

export interface ArenaRequest {
  readonly method: string
  readonly action: string
  readonly headers: Headers
  readonly body: string
}

export interface ArenasOptions {
  /** The arenas' own origin. */
  readonly appUrl: string
  /** The attacker's. */
  readonly attacker: string
  /** In ms since epoch. */
  readonly now?: () => number
}

/** How many may be alive at once. The lab is open to anyone, and must not be a way to fill the memory. */
export const MOST_ALIVE = 50
export const LIFE_MS = 600_000
/** How many requests one arena answers, and notes. */
const MOST_REQUESTS = 100
/** In characters; a name beyond it would not fit into a cookie. */
const BODY_LIMIT = 1024
const LOOT_LIMIT = 16_384

export interface Arenas {
  create(input: ArenaInput): Promise<BrowserArena>
  /** @throws {Problem} not_found, also once it has expired */
  find(id: string): BrowserArena
  drop(id: string): void
}

/** Every arena of this process that is alive. */
export function makeArenas({ appUrl, attacker, now = Date.now }: ArenasOptions): Arenas {
  const alive = new Map<string, { readonly arena: BrowserArena; readonly until: number }>()

  function tidy(room: number): void {
    for (const [id, { until }] of alive) if (until <= now() || alive.size > MOST_ALIVE - room) alive.delete(id)
  }

  return {
    async create(input) {
      const until = now() + LIFE_MS
      const arena = await makeBrowserArena(input, { appUrl, attacker, now, until })
      tidy(1)
      alive.set(arena.id, { arena, until })
      return arena
    },
    find(id) {
      tidy(0)
      const found = alive.get(id)
      if (!found) throw new Problem('not_found', 'This arena is over, or never was.')
      return found.arena
    },
    drop: (id) => void alive.delete(id),
  }
}

async function makeBrowserArena(
  { experiment, mode, without }: ArenaInput,
  { appUrl, attacker, now, until }: Required<ArenasOptions> & { readonly until: number },
): Promise<BrowserArena> {
  const id = randomBytes(16).toString('hex')
  const path = `/api/lab/arenas/${id}`
  const place: Place = { path, prefix: `lab-${id}-`, maxAge: LIFE_MS / 1000 }
  const on = defences({ without })
  const clock = { now, turn: () => undefined }
  const config = { ...ARENA_CONFIG, issuer: appUrl, secure: appUrl.startsWith('https:') }
  const arena = await makeArenaOf((deps) => weaken((others) => createMode(mode, others), deps, on), { config, clock })
  const site = makeSite(arena, on)
  const steps: Step[] = []
  let requests = 0
  let signedIn = false
  let end: Pick<Seen, 'outcome' | 'because'> = { outcome: null, because: null }

  /** What arrives at the site, over the network or from the attacker's own machine. */
  async function serve(who: string, says: string, { method, action, headers, body }: ArenaRequest): Promise<{ response: Response; code: string | null; evidence: Evidence[] }> {
    const url = `${appUrl}${path}/${action}`
    const text = body === '' || method === 'GET' || method === 'HEAD' ? null : body
    const evidence: Evidence[] = [{ kind: 'request', who, method, url, headers: shown(headers), body: text }]
    const stripped = new Headers(headers)
    const cookie = toSite(headers.get('cookie'), place)
    if (cookie === null) stripped.delete('cookie')
    else stripped.set('cookie', cookie)
    const request = new Request(`${appUrl}/${action}`, { method, headers: stripped, ...(text === null ? {} : { body: text }) })
    const { response: answer, trace } = await site.serve(request)

    const out = new Headers(answer.headers)
    out.delete('set-cookie')
    for (const line of answer.headers.getSetCookie()) out.append('set-cookie', toBrowser(line, place))
    const told = (await answer.json()) as Record<string, unknown>
    const code = typeof told['code'] === 'string' ? told['code'] : null
    const token = told['access_token']
    const safe = typeof token === 'string' ? { ...told, access_token: redact(token) } : told
    evidence.push({ kind: 'response', who, status: answer.status, headers: shown(out), body: JSON.stringify(safe), reason: code !== null && isRejection(code) ? code : null })
    if (trace.length > 0) evidence.push({ kind: 'trace', what: `${method} /${action}`, steps: trace })
    steps.push({ says, evidence })
    return { response: new Response(JSON.stringify(told), { status: answer.status, headers: out }), code, evidence }
  }

  async function atSite(request: ArenaRequest): Promise<Response> {
    const { method, action } = request
    if (method === 'GET' && action === 'page' && experiment === 'script-reads-storage') return html(woundedPage({ path, prefix: place.prefix, attacker }))
    if (request.body.length > BODY_LIMIT) throw new Problem('payload_too_large')
    const headers = ofBrowser(request.headers, place)
    const from = headers.get('sec-fetch-site')
    const page = from === 'same-origin' ? 'A page of this origin' : from === 'cross-site' ? 'A page of another site' : 'No page'
    const { response, code, evidence } = await serve('Browser', `${page} sends ${method} /${action}`, { ...request, headers })
    const { name } = (await arena.stores.users.findById(arena.person.id)) ?? {}
    if (action === 'sign-in' && response.ok) signedIn = true
    if (action === 'name') evidence.push({ kind: 'note', text: `The name in the store is ${String(name)}` })
    if (experiment === 'cross-site-post' && method === 'POST' && action === 'name' && from === 'cross-site' && signedIn) {
      const came = headers.has('cookie') ? 'The browser sent the cookie along' : 'The browser sent no credential along'
      const refused = code === 'cross_site' ? 'the server refused the request for where it came from' : `the server answered ${String(response.status)}`
      // Once changed it stays changed, whatever is tried afterwards.
      if (response.ok) end = { outcome: 'succeeded', because: `${came}, and a page of another site has changed the name.` }
      else if (end.outcome !== 'succeeded') end = { outcome: 'blocked', because: `${came}, and ${refused}.` }
    }
    return response
  }

  async function atAttacker({ method, action, body }: ArenaRequest): Promise<Response> {
    if (experiment === 'cross-site-post' && method === 'GET' && action === 'attack') return html(attackerPage({ site: appUrl, path }))
    if (experiment !== 'script-reads-storage' || method !== 'POST' || action !== 'collect') throw new Problem('not_found')
    if (body.length > LOOT_LIMIT) throw new Problem('payload_too_large')
    const { cookies, token } = loot(body)
    steps.push({
      says: `The script's loot arrives at ${attacker}`,
      evidence: [
        { kind: 'note', text: `document.cookie: ${cookies === '' ? 'empty' : redactHeader('cookie', cookies)}` },
        { kind: 'note', text: `localStorage: ${token === null ? 'empty' : redact(token)}` },
      ],
    })
    const headers = new Headers({ 'user-agent': 'attacker' })
    const carried = toSite(cookies, place) === null ? null : cookies
    if (carried !== null) headers.set('cookie', carried)
    if (token !== null) headers.set('authorization', `Bearer ${token}`)
    const { response } = await serve('Attacker', 'The attacker sends it from their own machine', { method: 'GET', action: 'me', headers, body: '' })
    if (signedIn) {
      end = response.ok
        ? { outcome: 'succeeded', because: 'The script read the credential, and the attacker is let in with it from elsewhere.' }
        : { outcome: 'blocked', because: 'The script found nothing that lets anybody in.' }
    }
    return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
  }

  return {
    id,
    async answer(request) {
      if (++requests > MOST_REQUESTS) throw new Problem('rate_limited', 'This arena has answered all that it will. Reset it.')
      // Either origin has its own addresses, so that no page of the attacker's is ever one of the application's origin.
      const host = request.headers.get('host')
      if (host === new URL(appUrl).host) return atSite(request)
      if (host === new URL(attacker).host) return atAttacker(request)
      throw new Problem('not_found')
    },
    async seen() {
      const { name } = (await arena.stores.users.findById(arena.person.id)) ?? {}
      return { experiment, mode, expiresAt: until, signedIn, name: name ?? null, ...end, steps: [...steps] }
    },
  }
}

/** What the browser sent for the arena: without the application's own cookies, and without what Next added. */
function ofBrowser(headers: Headers, { prefix }: Place): Headers {
  const own = new Headers([...headers].filter(([name]) => name !== 'cookie' && !name.startsWith('x-')))
  const cookies = (headers.get('cookie') ?? '').split(/;\s*/).filter((pair) => pair.startsWith(prefix))
  if (cookies.length > 0) own.set('cookie', cookies.join('; '))
  return own
}

function shown(headers: Headers) {
  return [...headers].map(([name, value]) => [name, redactHeader(name, value)] as const)
}

/** @throws {Problem} invalid_request */
function loot(body: string): { cookies: string; token: string | null } {
  try {
    const { cookies, token } = JSON.parse(body) as Record<string, unknown>
    // What a header cannot hold was never a credential.
    const plain = (value: unknown) => (typeof value === 'string' && /^[\x20-\x7e]*$/.test(value) ? value : '')
    return { cookies: plain(cookies), token: plain(token) || null }
  } catch {
    throw new Problem('invalid_request', 'The body is not what the script sends.')
  }
}

function html({ text, policy }: Html): Response {
  return new Response(text, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'cache-control': 'no-store' },
  })
}
