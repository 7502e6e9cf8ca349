import { redact, redactHeader } from '@/lib/xray/redact'
import { isRejection } from '@/lib/auth/reject'
import type { RejectReason } from '@/lib/auth/contract'
import type { TraceStep } from '@/lib/xray/trace'
import type { Evidence, Header } from './evidence'
import type { Site } from './site'

/** A cookie as a browser keeps it. */
interface Kept {
  readonly value: string
  readonly sameSite: 'lax' | 'none'
  readonly httpOnly: boolean
  readonly secure: boolean
}

export interface Answer {
  readonly status: number
  readonly ok: boolean
  readonly body: Readonly<Record<string, unknown>>
  /** Why the credential was rejected, if that is what happened. */
  readonly reason: RejectReason | null
  readonly headers: Headers
  readonly trace: readonly TraceStep[]
}

export interface Send {
  readonly body?: unknown
  /** The origin of the page that sends it; without one, the site's own. */
  readonly from?: string
  /** By a browser of old: it knows no SameSite, and says nothing of where a request came from. */
  readonly old?: boolean
  /** Another server behind the same name. */
  readonly to?: Site
  /** Over http, also where the site has https. */
  readonly plain?: boolean
  /** Called once it was served; the answer takes until then to arrive. */
  readonly arrives?: () => Promise<void>
  /** How it travels, where not straight into the site's code. */
  readonly by?: (request: Request) => Promise<Response>
}

/**
 * A client that follows a browser's rules as far as they decide who may send a cookie: SameSite, Secure, expiry, and which
 * page may read localStorage. A thief's copy is under no rule but its own, and calls itself same-origin.
 */
export interface Browser {
  readonly name: string
  readonly cookies: Map<string, Kept>
  /** What a page of the site keeps in localStorage and puts into the Authorization header. */
  token: string | null
  /** Makes it hold this as if the site had given it, by cookie name or `Authorization`. */
  put(name: string, value: string): void
  /** Every credential it holds, by cookie name or `Authorization`. */
  held(): readonly (readonly [name: string, value: string])[]
  get(path: string, send?: Send): Promise<Answer>
  post(path: string, send?: Send): Promise<Answer>
  /** What somebody has who copied everything out of it. */
  copy(name: string): Browser
}

export function makeBrowser(site: Site, name: string, record: (evidence: Evidence) => void, ip = '127.0.0.1'): Browser {
  const cookies = new Map<string, Kept>()

  function take(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const at = pair.indexOf('=')
      const has = (wanted: string) => attributes.includes(wanted)
      if (has('Max-Age=0')) cookies.delete(pair.slice(0, at))
      else {
        cookies.set(pair.slice(0, at), {
          value: pair.slice(at + 1),
          sameSite: has('SameSite=None') ? 'none' : 'lax',
          httpOnly: has('HttpOnly'),
          secure: has('Secure'),
        })
      }
    }
  }

  async function send(method: 'GET' | 'POST', path: string, { body, from, old = false, to = site, plain = false, arrives, by }: Send = {}): Promise<Answer> {
    const { issuer } = to.arena.config
    const origin = plain ? issuer.replace('https:', 'http:') : issuer
    const page = from ?? origin
    const relation = page === origin ? 'same-origin' : siteOf(page) === siteOf(origin) ? 'same-site' : 'cross-site'
    const sent = [...cookies].filter(
      ([, kept]) => (relation !== 'cross-site' || kept.sameSite === 'none' || old) && (!kept.secure || origin.startsWith('https:')),
    )
    const headers: [string, string][] = old ? [] : [['sec-fetch-site', relation]]
    if (method === 'POST' && !old) headers.push(['origin', page])
    if (method === 'POST') headers.push(['content-type', 'application/json'])
    if (sent.length > 0) headers.push(['cookie', sent.map(([cookie, { value }]) => `${cookie}=${value}`).join('; ')])
    // localStorage belongs to one origin, and http and https are two.
    if (browser.token !== null && page === issuer && page === origin) headers.push(['authorization', `Bearer ${browser.token}`])
    const text = body === undefined ? null : JSON.stringify(body)
    const request = new Request(`${origin}${path}`, { method, headers, ...(text === null ? {} : { body: text }) })
    record({ kind: 'request', who: browser.name, method, url: request.url, headers: shown(request.headers), body: text })

    const { response, trace } = by ? { response: await by(request), trace: [] } : await to.serve(request, ip)
    await arrives?.()
    take(response.headers)
    const answer = (await response.json()) as Record<string, unknown>
    if (typeof answer['access_token'] === 'string' && page === origin) browser.token = answer['access_token']
    // What the web client does, for no server can.
    if (path === '/sign-out' && response.ok) browser.token = null
    const reason = typeof answer['code'] === 'string' && isRejection(answer['code']) ? answer['code'] : null
    record({ kind: 'response', who: browser.name, status: response.status, headers: shown(response.headers), body: shownBody(answer), reason })
    if (trace.length > 0) record({ kind: 'trace', what: `${method} ${path}`, steps: trace })
    return { status: response.status, ok: response.ok, body: answer, reason, headers: response.headers, trace }
  }

  const browser: Browser = {
    name,
    cookies,
    token: null,
    put(cookie, value) {
      if (cookie === 'Authorization') browser.token = value
      else cookies.set(cookie, { value, sameSite: 'lax', httpOnly: true, secure: false })
    },
    held: () => [
      ...[...cookies].map(([cookie, { value }]) => [cookie, value] as const),
      ...(browser.token === null ? [] : [['Authorization', browser.token] as const]),
    ],
    get: (path, options) => send('GET', path, options),
    post: (path, options) => send('POST', path, options),
    copy(other) {
      const thief = makeBrowser(site, other, record, '203.0.113.9')
      for (const [cookie, kept] of cookies) thief.cookies.set(cookie, { ...kept, secure: false })
      thief.token = browser.token
      return thief
    },
  }
  return browser
}

/** Scheme and registrable domain: what browsers call a site. The arena's names have two labels at the end that count. */
function siteOf(origin: string): string {
  const { protocol, hostname } = new URL(origin)
  return `${protocol}//${hostname.split('.').slice(-2).join('.')}`
}

function shown(headers: Headers): Header[] {
  return [...headers].map(([name, value]) => [name, redactHeader(name, value)] as const)
}

function shownBody(body: Readonly<Record<string, unknown>>): string {
  const token = body['access_token']
  return JSON.stringify(typeof token === 'string' ? { ...body, access_token: redact(token) } : body)
}
