import { authorizationOf, type Carried } from '@/app/_client/ask'
import { redact, redactHeader } from '@/lib/xray/redact'
import type { Scheme } from './callable'

export interface ToSend {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly scheme: Scheme
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | null
}

/** What was sent and answered, as it may be shown. */
export interface Exchange {
  readonly at: number
  readonly method: string
  readonly target: string
  readonly sent: { readonly headers: readonly (readonly [string, string])[]; readonly body: string | null }
  readonly status: number
  /** From the call to the last byte, as this browser measured it; ms. */
  readonly ms: number
  readonly bytes: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
  /** Of the problem that it was refused with. */
  readonly code: string | null
}

/** How long a stream is listened to, in ms. */
const STREAM_MS = 3000
/** What of an answer is kept, in characters. */
const MOST = 100_000

/**
 * Asks the server. A person's credential is added as pages do; `given` is the Authorization of a client or a service.
 * @returns what may be shown, and the body as it came, for whoever keeps what it hands over; null where it is no JSON.
 * @throws {TypeError} where no answer came, or what was typed is no request
 */
export async function send({ method, target, scheme, headers, body }: ToSend, carried: Carried, given: string | null): Promise<{ readonly exchange: Exchange; readonly told: unknown }> {
  const person = scheme === 'session' || scheme === 'nobody'
  const sent = new Headers([...headers.map(([name, value]): [string, string] => [name, value])])
  const added = person ? authorizationOf(carried)['authorization'] : given
  if (added && !sent.has('authorization')) sent.set('authorization', added)
  const at = Date.now()
  const start = performance.now()
  const answer = await fetch(target, {
    method,
    headers: sent,
    cache: 'no-store',
    redirect: 'manual',
    credentials: person && carried === 'cookies' ? 'same-origin' : 'omit',
    ...(body === null ? {} : { body }),
  })
  const raw = await textOf(answer)
  const ms = Math.round((performance.now() - start) * 10) / 10
  const told = parsed(raw)
  const code = typeof told === 'object' && told !== null && 'code' in told && typeof told.code === 'string' ? told.code : null
  const exchange: Exchange = {
    at,
    method,
    target,
    sent: { headers: [...sent].map(([name, value]) => [name, redactHeader(name, value)] as const), body: body === null ? null : shown(body) },
    status: answer.status,
    ms,
    bytes: new TextEncoder().encode(raw).length,
    headers: [...answer.headers].map(([name, value]) => [name, redactHeader(name, value)] as const),
    body: shown(raw),
    code: answer.ok ? null : code,
  }
  return { exchange, told }
}

/** All of it; of a stream, what comes within a few seconds. */
async function textOf(answer: Response): Promise<string> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream') || !answer.body) return (await answer.text()).slice(0, MOST)
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  const timer = setTimeout(() => void reader.cancel(), STREAM_MS)
  let text = ''
  for (let part = await reader.read(); !part.done && text.length < MOST; part = await reader.read()) text += part.value
  clearTimeout(timer)
  return text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

const SECRET = /^(access_token|client_secret|password|currentPassword|newPassword|token)$/

/** Without what signs anybody in. */
function shown(text: string): string {
  const value = parsed(text)
  if (typeof value === 'object' && value !== null) {
    return JSON.stringify(value, (name, part: unknown) => (SECRET.test(name) && typeof part === 'string' ? redact(part) : part), 2)
  }
  return text.replaceAll(/(^|&)(token)=([^&]*)/g, (_, lead: string, name: string, secret: string) => `${lead}${name}=${redact(secret)}`)
}
