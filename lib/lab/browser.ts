import { Cookie, CookieJar } from 'tough-cookie'
import { redact, redactHeader } from '@/lib/xray/redact'
import { isRejection } from '@/lib/auth/reject'
import type { RejectReason } from '@/lib/auth/contract'
import type { TraceStep } from '@/lib/xray/trace'
import { PASSWORD } from '@/testkit/passwords'
import type { Evidence, Header } from './evidence'
import type { LabServer } from './server'

export interface Received {
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
  /** By an old browser: it knows no SameSite, and says nothing of where a request came from. */
  readonly old?: boolean
  /** Another server behind the same name. */
  readonly to?: LabServer
  /** Over http, also where the site has https. */
  readonly plain?: boolean
  /** Called once it was served; the answer takes until then to arrive. */
  readonly arrives?: () => Promise<void>
  /** How it travels, where not straight into the server. */
  readonly by?: (request: Request) => Promise<Response>
}

/** A cookie that is held: whatever a page can read of it, and whether it can. */
export interface HeldCookie {
  readonly name: string
  readonly value: string
  readonly httpOnly: boolean
}

/**
 * A client that follows a browser's rules as far as they decide who may send a credential: those of cookies, and which page may
 * read localStorage. A thief's copy is under no rule but its own, and calls itself same-origin.
 */
export interface Browser {
  readonly name: string
  /** What a page of the site keeps in localStorage and puts into the Authorization header. */
  token: string | null
  cookies(): readonly HeldCookie[]
  /** Makes it hold this as if the site had given it, by cookie name or `Authorization`. */
  put(name: string, value: string): void
  /** Every credential it holds, by cookie name or `Authorization`. */
  held(): readonly (readonly [name: string, value: string])[]
  get(path: string, send?: Send): Promise<Received>
  post(path: string, send?: Send): Promise<Received>
  /** As somebody of the testbed. */
  signIn(email: string): Promise<Received>
  /** What somebody has who copied everything out of it. */
  copy(name: string): Browser
}

export function makeBrowser(site: LabServer, name: string, record: (evidence: Evidence) => void, ip = '127.0.0.1'): Browser {
  const { testbed } = site
  // Names with a prefix are planted and stolen too, where no browser would set them.
  const jar = new CookieJar(undefined, { prefixSecurity: 'unsafe-disabled' })

  /** Those that this site gets, as far as they are not over by its clock. */
  function cookiesFor(url: string, sameSiteContext?: 'strict' | 'none'): readonly Cookie[] {
    const sent = jar.getCookiesSync(url, { expire: false, ...(sameSiteContext && { sameSiteContext }) })
    return sent.filter((cookie) => (cookie.expiryTime() ?? Infinity) > testbed.now())
  }

  /** The library goes by the wall clock, so Max-Age is made a moment of the site's. */
  function keep(line: string): void {
    const cookie = Cookie.parse(line)
    if (!cookie) return
    if (typeof cookie.maxAge === 'number') cookie.expires = new Date(testbed.now() + cookie.maxAge * 1000)
    cookie.maxAge = null
    jar.setCookieSync(cookie, testbed.config.issuer)
  }

  async function send(method: 'GET' | 'POST', path: string, { body, from, old = false, to = site, plain = false, arrives, by }: Send = {}): Promise<Received> {
    const { issuer } = to.testbed.config
    const origin = plain ? issuer.replace('https:', 'http:') : issuer
    const page = from ?? origin
    const relation = page === origin ? 'same-origin' : siteOf(page) === siteOf(origin) ? 'same-site' : 'cross-site'
    const cookies = cookiesFor(origin, old ? undefined : relation === 'cross-site' ? 'none' : 'strict')
    const headers: [string, string][] = old ? [] : [['sec-fetch-site', relation]]
    if (method === 'POST' && !old) headers.push(['origin', page])
    const text = body === undefined ? null : JSON.stringify(body)
    if (text !== null) headers.push(['content-type', 'application/json'])
    if (cookies.length > 0) headers.push(['cookie', cookies.map((cookie) => cookie.cookieString()).join('; ')])
    // localStorage belongs to one origin, and http and https are two.
    if (browser.token !== null && page === issuer && page === origin) headers.push(['authorization', `Bearer ${browser.token}`])
    const request = new Request(`${origin}${path}`, { method, headers, ...(text === null ? {} : { body: text }) })
    record({ kind: 'request', who: browser.name, method, url: request.url, headers: shown(request.headers), body: text })

    const { response, trace } = by ? { response: await by(request), trace: [] } : await to.serve(request, ip)
    await arrives?.()
    response.headers.getSetCookie().forEach(keep)
    const answer = json(await response.text())
    if (typeof answer['access_token'] === 'string' && page === origin) browser.token = answer['access_token']
    // What the web client does, for no server can.
    if (path === '/api/sign-out' && response.ok) browser.token = null
    const reason = typeof answer['code'] === 'string' && isRejection(answer['code']) ? answer['code'] : null
    record({ kind: 'response', who: browser.name, status: response.status, headers: shown(response.headers), body: shownBody(answer), reason })
    if (trace.length > 0) record({ kind: 'trace', what: `${method} ${path}`, steps: trace })
    return { status: response.status, ok: response.ok, body: answer, reason, headers: response.headers, trace }
  }

  const browser: Browser = {
    name,
    token: null,
    cookies: () => cookiesFor(testbed.config.issuer).map(({ key, value, httpOnly }) => ({ name: key, value, httpOnly })),
    put(cookie, value) {
      if (cookie === 'Authorization') browser.token = value
      else jar.setCookieSync(new Cookie({ key: cookie, value, path: '/', httpOnly: true, sameSite: 'lax' }), testbed.config.issuer)
    },
    held: () => [
      ...browser.cookies().map((cookie) => [cookie.name, cookie.value] as const),
      ...(browser.token === null ? [] : [['Authorization', browser.token] as const]),
    ],
    get: (path, options) => send('GET', path, options),
    post: (path, options) => send('POST', path, options),
    signIn: (email) => send('POST', '/api/sign-in', { body: { email, password: PASSWORD } }),
    copy(other) {
      const thief = makeBrowser(site, other, record, '203.0.113.9')
      for (const [held, value] of browser.held()) thief.put(held, value)
      return thief
    },
  }
  return browser
}

/** Scheme and registrable domain: what browsers call a site. The testbed's names have two labels at the end that count. */
function siteOf(origin: string): string {
  const { protocol, hostname } = new URL(origin)
  return `${protocol}//${hostname.split('.').slice(-2).join('.')}`
}

/** Nothing of what is no JSON: a stream. */
function json(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

function shown(headers: Headers): Header[] {
  return [...headers].map(([name, value]) => [name, redactHeader(name, value)] as const)
}

function shownBody(body: Readonly<Record<string, unknown>>): string {
  const shown = { ...body, ...(typeof body['access_token'] === 'string' && { access_token: redact(body['access_token']) }) }
  return JSON.stringify('password' in shown ? { ...shown, password: '…' } : shown)
}
