import { readToken } from '@/app/_bearer/token'
import type { Call } from './api'
import { ask, authorizationOf, type Carried } from './ask'
import type { Transport } from './viewer'

/** How a session ended, as far as the server told. `by` and `why` are null when only the credential's fate is known. */
export interface EndOfSession {
  /** A RejectReason. */
  readonly reason: string
  readonly by: string | null
  readonly why: string | null
  readonly at: string
}

type News =
  | { readonly kind: 'ended'; readonly end: EndOfSession }
  /** Only the access token is over. */
  | { readonly kind: 'renew' }
  /** The stream is over, was cut, or could not be opened. */
  | { readonly kind: 'again'; readonly heard: boolean; readonly waitMs?: number }

/** A page comes first, and may come to rest: whatever waits for that, as tests and archives do, must not wait for ever. */
const AFTER_LOAD_MS = 1200
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000
const ACTIVITY = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/**
 * Listens until the session is over, and says so once. Not while the tab is hidden; it asks anew as soon as it is seen.
 * A watching tab is not a person: an access token that is over is renewed only if somebody did something here since the
 * last one, or it would keep the session alive for ever. Returns what stops it.
 */
export function watch(transport: Transport, api: Call, onEnd: (end: EndOfSession) => void): () => void {
  const stopped = new AbortController()
  const active = activity(stopped.signal)
  const over = () => stopped.signal.aborted

  async function run() {
    let wait = FIRST_WAIT_MS
    await loaded(stopped.signal)
    await pause(AFTER_LOAD_MS, stopped.signal)
    while (!over()) {
      await seen(stopped.signal)
      const news = await listen(transport, AbortSignal.any([stopped.signal, hidden(stopped.signal)]))
      if (over()) return
      if (news.kind === 'again') {
        if (news.heard) wait = FIRST_WAIT_MS
        if (document.hidden) continue
        await pause(news.waitMs ?? wait, stopped.signal)
        wait = Math.min(wait * 2, LONGEST_WAIT_MS)
        continue
      }
      if (news.kind === 'renew') await active()
      // It may have been replaced by another credential meanwhile, in this tab or another.
      // With a token, not by way of what would drop it before anybody was told.
      const answer = transport === 'token' ? await ask('GET', '/api/me', { token: readToken() }) : await api('GET', '/api/me')
      if ('body' in answer) continue
      if (answer.refusal.code === 'no_answer' || answer.refusal.code === 'store_unavailable') {
        await pause(wait, stopped.signal)
        continue
      }
      if (!over()) onEnd(news.kind === 'ended' ? news.end : unknownEnd(answer.refusal.code))
      return
    }
  }

  void run()
  return () => {
    stopped.abort()
  }
}

/** That it is over, and no more. */
export function unknownEnd(reason: string): EndOfSession {
  return { reason, by: null, why: null, at: new Date().toISOString() }
}

async function listen(transport: Transport, signal: AbortSignal): Promise<News> {
  let heard = false
  try {
    const carried: Carried = transport === 'token' ? { token: readToken() } : 'cookies'
    const response = await fetch('/api/session-events', {
      signal,
      cache: 'no-store',
      credentials: carried === 'cookies' ? 'same-origin' : 'omit',
      headers: { accept: 'text/event-stream', ...authorizationOf(carried) },
    })
    if (response.status === 401) {
      const { code } = (await response.json()) as { readonly code: string }
      return code === 'expired' && transport === 'pair' ? { kind: 'renew' } : { kind: 'ended', end: unknownEnd(code) }
    }
    if (!response.ok || !response.body) return { kind: 'again', heard, ...(response.status === 429 && { waitMs: LONGEST_WAIT_MS }) }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return { kind: 'again', heard }
      heard = true
      text += value
      const messages = text.split('\n\n')
      text = messages.pop() ?? ''
      for (const message of messages) {
        const event = /^event: (.*)$/m.exec(message)?.[1]
        if (event === 'renew') return { kind: 'renew' }
        if (event === 'ended') return { kind: 'ended', end: JSON.parse(/^data: (.*)$/m.exec(message)?.[1] ?? '') as EndOfSession }
      }
    }
  } catch {
    return { kind: 'again', heard }
  }
}

/** Resolves once somebody did something here since it was last asked; at once if they did already. */
function activity(signal: AbortSignal): () => Promise<void> {
  let happened = false
  let told: (() => void) | undefined
  const note = () => {
    happened = true
    told?.()
  }
  for (const type of ACTIVITY) window.addEventListener(type, note, { signal, passive: true, capture: true })
  signal.addEventListener('abort', note)
  return async () => {
    if (!happened) await new Promise<void>((resolve) => (told = resolve))
    happened = false
  }
}

function loaded(signal: AbortSignal): Promise<void> {
  if (document.readyState === 'complete') return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      resolve()
    }
    window.addEventListener('load', done, { once: true, signal })
    signal.addEventListener('abort', done)
  })
}

function seen(signal: AbortSignal): Promise<void> {
  if (!document.hidden) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      if (!document.hidden || signal.aborted) resolve()
    }
    document.addEventListener('visibilitychange', done, { signal })
    signal.addEventListener('abort', done)
  })
}

function hidden(signal: AbortSignal): AbortSignal {
  const gone = new AbortController()
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.hidden) gone.abort()
    },
    { signal: AbortSignal.any([signal, gone.signal]) },
  )
  return gone.signal
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
