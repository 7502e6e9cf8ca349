import type { APIRequestContext, BrowserContext } from '@playwright/test'
import { documentOf } from '@/lib/api/document'
import { checkerBy, type Answered } from '@/testkit/described'
import { factsOf } from './facts'
import { MODE_NAMES } from '@/lib/auth/modes'

/** Addresses of the API; what a testbed of the lab answers is what is being tried. */
const OURS = /^\/(api\/(?!lab\/testbeds\/[^/]+\/)|\.well-known\/)/

let checker: Promise<(answered: Answered) => string | null> | undefined
const pending: Promise<string | null>[] = []

/** What every server says of itself; only who may call differs by mode. */
async function makeChecker() {
  const facts = await factsOf(MODE_NAMES[0])
  return checkerBy(documentOf({ origin: 'http://localhost', lab: true, mode: { facts } }))
}

function note(method: string, url: string, status: number, contentType: string | null | undefined, read: () => Promise<unknown>): Promise<unknown> {
  const type = (contentType ?? '').split(';', 1)[0] ?? ''
  const path = new URL(url).pathname
  if (!OURS.test(path) || !type.endsWith('json') || method === 'HEAD') return Promise.resolve()
  // A page that was left keeps no bodies.
  const body = read().catch(() => undefined)
  checker ??= makeChecker()
  pending.push(Promise.all([checker, body]).then(([check, found]) => (found === undefined ? null : check({ method, path, status, type, body: found }))))
  return body
}

/** What pages of this browser are answered. */
export function watchContext(context: BrowserContext): void {
  context.on('response', (answer) => {
    void note(answer.request().method(), answer.url(), answer.status(), answer.headers()['content-type'], () => answer.json())
  })
  watchRequests(context.request)
}

const watched = new WeakSet<object>()

/** What tests are answered that ask the API themselves. */
export function watchRequests(request: APIRequestContext): void {
  const kind = Object.getPrototypeOf(request) as APIRequestContext
  if (watched.has(kind)) return
  watched.add(kind)
  const ask = kind.fetch
  kind.fetch = async function (this: APIRequestContext, ...asked) {
    const answer = await ask.apply(this, asked)
    const [target, { method = typeof target === 'string' ? 'GET' : target.method() } = {}] = asked
    await note(method.toUpperCase(), answer.url(), answer.status(), answer.headers()['content-type'], () => answer.json())
    return answer
  } as typeof ask
}

const fetched = globalThis.fetch
globalThis.fetch = async (input, init) => {
  const answer = await fetched(input, init)
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
  if (answer.url !== '') void note(method.toUpperCase(), answer.url, answer.status, answer.headers.get('content-type'), () => answer.clone().json())
  return answer
}

/** Whatever was answered otherwise than the document of the API says, since it was last asked. */
export async function violations(): Promise<readonly string[]> {
  return (await Promise.all(pending.splice(0))).filter((found) => found !== null)
}
