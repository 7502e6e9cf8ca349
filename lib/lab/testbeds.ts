import { randomBytes } from 'node:crypto'
import type { ModeName } from '@/lib/auth/modes'
import { createMode } from '@/lib/auth/modes'
import { isRejection } from '@/lib/auth/reject'
import { Problem } from '@/lib/problem'
import { redact, redactHeader } from '@/lib/xray/redact'
import { TESTBED_CONFIG, makeTestbedOf } from '@/testkit/testbed'
import { toBrowser, toSite, type CookieScope } from './testbed-cookies'
import { defences, type Defence } from './defences'
import type { Evidence, Step } from './evidence'
import type { ExperimentId, InBrowser, Outcome } from './experiment'
import { EXPERIMENTS } from './experiments'
import type { Html, Scene } from './scene'
import { makeSite } from './server'
import { weaken } from './weak/mode'

export interface TestbedInput {
  /** One that can be tried in a browser. */
  readonly experiment: ExperimentId
  readonly mode: ModeName
  readonly without: readonly Defence[]
}

/** What the testbed's server saw, and how it ended. Credentials are redacted. */
export interface Seen {
  readonly experiment: ExperimentId
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
export interface BrowserTestbed {
  readonly id: string
  /** Answers a request as the origin that it was sent to. @throws {Problem} not_found, payload_too_large, rate_limited */
  answer(request: TestbedRequest): Promise<Response>
  seen(): Promise<Seen>
}

export interface TestbedRequest {
  readonly method: string
  /** Within the testbed's folder, with a slash in front. */
  readonly path: string
  readonly headers: Headers
  readonly body: string
}

export interface TestbedsOptions {
  /** The testbeds' own origin. */
  readonly appUrl: string
  /** The attacker's. */
  readonly attacker: string
  /** In ms since epoch. */
  readonly now?: () => number
}

/** How many may be alive at once. The lab is open to anyone, and must not be a way to fill the memory. */
export const MOST_ALIVE = 50
export const LIFE_MS = 600_000
/** How many requests one testbed answers, and notes. */
const MOST_REQUESTS = 100
/** In characters; a name beyond it would not fit into a cookie. */
const BODY_LIMIT = 1024
const LOOT_LIMIT = 16_384

export interface Testbeds {
  /** @throws {Problem} invalid_request, of an experiment that cannot be tried in a browser */
  create(input: TestbedInput): Promise<BrowserTestbed>
  /** @throws {Problem} not_found, also once it has expired */
  find(id: string): BrowserTestbed
  drop(id: string): void
}

/** Every testbed of this process that is alive. */
export function makeTestbeds({ appUrl, attacker, now = Date.now }: TestbedsOptions): Testbeds {
  const alive = new Map<string, { readonly testbed: BrowserTestbed; readonly until: number }>()

  function tidy(room: number): void {
    for (const [id, { until }] of alive) if (until <= now() || alive.size > MOST_ALIVE - room) alive.delete(id)
  }

  return {
    async create(input) {
      const until = now() + LIFE_MS
      const testbed = await makeBrowserTestbed(input, { appUrl, attacker, now, until })
      tidy(1)
      alive.set(testbed.id, { testbed, until })
      return testbed
    },
    find(id) {
      tidy(0)
      const found = alive.get(id)
      if (!found) throw new Problem('not_found', 'This testbed is over, or never was.')
      return found.testbed
    },
    drop: (id) => void alive.delete(id),
  }
}

async function makeBrowserTestbed(
  { experiment, mode, without }: TestbedInput,
  { appUrl, attacker, now, until }: Required<TestbedsOptions> & { readonly until: number },
): Promise<BrowserTestbed> {
  const { inBrowser } = EXPERIMENTS[experiment]
  if (!inBrowser) throw new Problem('invalid_request', 'This experiment cannot be tried in a browser.')
  const id = randomBytes(16).toString('hex')
  const path = `/api/lab/testbeds/${id}`
  const scene: Scene = { site: appUrl, attacker, path, prefix: `lab-${id}-` }
  const place: CookieScope = { path, prefix: scene.prefix, maxAge: LIFE_MS / 1000 }
  const on = defences({ without })
  const config = { ...TESTBED_CONFIG, issuer: appUrl, secure: appUrl.startsWith('https:') }
  const testbed = await makeTestbedOf((deps) => weaken((others) => createMode(mode, others), deps, on), { config, clock: { now, turn: () => undefined } })
  const network = networkOf(makeSite(testbed, on), place)
  const steps: Step[] = []
  let requests = 0
  let signedIn = false
  let end: Pick<Seen, 'outcome' | 'because'> = { outcome: null, because: null }

  async function nameInStore(): Promise<string | null> {
    return (await testbed.stores.users.findById(testbed.person.id))?.name ?? null
  }

  async function atSite(request: TestbedRequest, { page, judge }: InBrowser): Promise<Response> {
    const { method, path: asked } = request
    if (method === 'GET' && page.at === 'site' && asked === `/${page.path}`) return html(page.html(scene))
    if (request.body.length > BODY_LIMIT) throw new Problem('payload_too_large')
    const headers = ofBrowser(request.headers, place)
    const from = headers.get('sec-fetch-site')
    const whose = from === 'same-origin' ? 'A page of this origin' : from === 'cross-site' ? 'A page of another site' : 'No page'
    const { response, code, evidence } = await network('Browser', { ...request, headers })
    steps.push({ says: `${whose} sends ${method} ${asked}`, evidence })
    if (asked === '/api/sign-in' && response.ok) signedIn = true
    if (asked.startsWith('/name/')) evidence.push({ kind: 'note', text: `The name in the store is ${String(await nameInStore())}` })
    const judged = signedIn ? judge?.({ method, path: asked, from, carried: headers.has('cookie'), status: response.status, code }) : null
    // Once an attack has succeeded it has, whatever is tried afterwards.
    if (judged && end.outcome !== 'succeeded') end = judged
    return response
  }

  async function atAttacker({ method, path: asked, body }: TestbedRequest, { page, collects }: InBrowser): Promise<Response> {
    if (method === 'GET' && page.at === 'attacker' && asked === `/${page.path}`) return html(page.html(scene))
    if (!collects || method !== 'POST' || asked !== '/collect') throw new Problem('not_found')
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
    if (toSite(cookies, place) !== null) headers.set('cookie', cookies)
    if (token !== null) headers.set('authorization', `Bearer ${token}`)
    const { response, evidence } = await network('Attacker', { method: 'GET', path: '/whoami', headers, body: '' })
    steps.push({ says: 'The attacker sends it from their own machine', evidence })
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
      if (++requests > MOST_REQUESTS) throw new Problem('rate_limited', 'This testbed has answered all that it will. Reset it.')
      // Either origin has its own addresses, so that no page of the attacker's is ever one of the application's origin.
      const host = request.headers.get('host')
      if (host === new URL(appUrl).host) return atSite(request, inBrowser)
      if (host === new URL(attacker).host) return atAttacker(request, inBrowser)
      throw new Problem('not_found')
    },
    seen: async () => ({ experiment, mode, expiresAt: until, signedIn, name: await nameInStore(), ...end, steps: [...steps] }),
  }
}

/** What carries a request to the testbed's server, its cookies renamed, and keeps what was exchanged. */
function networkOf(site: ReturnType<typeof makeSite>, place: CookieScope) {
  const { issuer } = site.testbed.config
  return async (who: string, { method, path, headers, body }: TestbedRequest): Promise<{ response: Response; code: string | null; evidence: Evidence[] }> => {
    const text = body === '' || method === 'GET' || method === 'HEAD' ? null : body
    const evidence: Evidence[] = [{ kind: 'request', who, method, url: `${issuer}${place.path}${path}`, headers: shown(headers), body: text === null ? null : withoutPassword(text) }]
    const own = new Headers(headers)
    const cookie = toSite(headers.get('cookie'), place)
    if (cookie === null) own.delete('cookie')
    else own.set('cookie', cookie)
    const { response: answer, trace } = await site.serve(new Request(`${issuer}${path}`, { method, headers: own, ...(text === null ? {} : { body: text }) }))

    const out = new Headers(answer.headers)
    out.delete('set-cookie')
    for (const line of answer.headers.getSetCookie()) out.append('set-cookie', toBrowser(line, place))
    const told = (await answer.json()) as Record<string, unknown>
    const code = typeof told['code'] === 'string' ? told['code'] : null
    const token = told['access_token']
    const safe = typeof token === 'string' ? { ...told, access_token: redact(token) } : told
    evidence.push({ kind: 'response', who, status: answer.status, headers: shown(out), body: JSON.stringify(safe), reason: code !== null && isRejection(code) ? code : null })
    if (trace.length > 0) evidence.push({ kind: 'trace', what: `${method} ${path}`, steps: trace })
    return { response: new Response(JSON.stringify(told), { status: answer.status, headers: out }), code, evidence }
  }
}

/** What the browser sent for the testbed: without the application's own cookies, and without what Next added. */
function ofBrowser(headers: Headers, { prefix }: CookieScope): Headers {
  const own = new Headers([...headers].filter(([name]) => name !== 'cookie' && !name.startsWith('x-')))
  const cookies = (headers.get('cookie') ?? '').split(/;\s*/).filter((pair) => pair.startsWith(prefix))
  if (cookies.length > 0) own.set('cookie', cookies.join('; '))
  return own
}

function shown(headers: Headers) {
  return [...headers].map(([name, value]) => [name, redactHeader(name, value)] as const)
}

function withoutPassword(body: string): string {
  return body.replace(/("password"\s*:\s*")[^"]*/, '$1…')
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
