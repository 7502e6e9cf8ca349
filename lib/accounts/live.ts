import type { Ending } from '@/lib/stores/ending'
import { isStoreUnavailable } from '@/lib/stores/errors'
import type { Stores } from '@/lib/stores/stores'
import { stopping } from '@/lib/stopping'
import { silent } from '@/lib/xray/trace'
import { enderOf } from './sessions'
import type { Rejected, RejectReason } from '../auth/contract'
import { KEY_TRUST_MS } from '../auth/credentials/session-token'
import { aboutOf, listedEnding } from '../auth/revocation-list'
import { countStream } from './streams'
import type { Acting } from './acting'

/** How long one stream lives, in ms. A client that still wants to know opens another, and is checked anew. */
export const STREAM_MS = 15 * 60_000

/** The longest that a stream goes without a check and a sign of life, in ms: proxies cut off what says nothing for a minute. */
const BEAT_MS = 50_000

/** The same once there was news: until then a key that was dropped may be trusted here, and a store that was away be back. */
const AFTER_NEWS_MS = 2 * KEY_TRUST_MS

/** Checks that begin in one turn of the event loop: news may be for everybody. */
const PER_TURN = 20

/** Runs something in so many ms; what it answers calls that off. */
export type After = (ms: number, run: () => void) => () => void

type About = NonNullable<Rejected['about']>

const encoder = new TextEncoder()
const WATCHING = encoder.encode(': watching\n\n')
const ALIVE = encoder.encode(':\n\n')

/**
 * Server-sent events for one session. The credential that opened the stream is checked, read-only, as soon as there is news of its
 * person, at the moment when it ends by itself, and at a slow beat in case that news got lost: so the stream never outlives a
 * revocation or a limit, nor keeps a session alive. The last event says why it ends: `ended`, `renew` when only the access token
 * is over, `again` when the stream is, or this process.
 * @throws {Problem} too_many_streams, busy
 */
export function watchSession(
  { mode, stores, req, session: opened }: Acting,
  signal: AbortSignal,
  clock: () => number = Date.now,
  after: After = timer,
  stop: AbortSignal = stopping(),
): ReadableStream<Uint8Array> {
  const uncount = countStream(opened)
  const until = clock() + STREAM_MS
  let session = opened
  let over = false
  let checking = false
  /** How often there was news, and how much of it the last check knew. */
  let news = 0
  let known = -1
  let callOff: (() => void) | undefined
  let out: ReadableStreamDefaultController<Uint8Array>

  const unsubscribe = stores.notices.subscribe(opened.user.id, () => {
    news += 1
    soon(check)
  })
  const leave = () => {
    over = true
    callOff?.()
    unsubscribe()
    signal.removeEventListener('abort', close)
    stop.removeEventListener('abort', again)
    uncount()
  }
  const close = () => {
    if (over) return
    leave()
    out.close()
  }
  const last = (event: string, data: unknown) => {
    if (over) return
    out.enqueue(encoder.encode(message(event, data)))
    close()
  }
  const again = () => {
    last('again', {})
  }
  const check = () => {
    if (over || checking) return
    checking = true
    callOff?.()
    look().catch((error: unknown) => {
      console.error(error)
      if (over) return
      leave()
      out.error(error)
    })
  }
  const look = async () => {
    const heard = news
    const isFirst = known < 0
    const isNews = heard !== known
    known = heard
    const now = clock()
    if (now >= until) {
      again()
      return
    }
    const ends = await endsAt(now)
    if (over) return
    checking = false
    if (!isFirst) out.enqueue(ALIVE)
    if (news !== heard) soon(check)
    // No two streams have the same beat.
    const beat = (isNews || ends === null ? AFTER_NEWS_MS : BEAT_MS) * (0.75 + Math.random() / 4)
    callOff = after(Math.max(1, Math.min(beat, (ends ?? Infinity) - now, until - now)), check)
  }
  /** When the credential ends by itself, if it did not yet; null while the store does not say. Tells when it is over. */
  const endsAt = async (now: number): Promise<number | null> => {
    try {
      const verdict = await mode.verify({ ...req, now, trace: silent })
      if (verdict.ok) {
        session = verdict.session
        // An access token is accepted for its last minutes; where there is a row, it knows better already.
        if (!mode.list || (await stores.sessions.ending(session.id)) === null) return verdict.until ?? session.expiresAt
        last('ended', await endedBody({ stores }, aboutOf(session), 'revoked', now))
      }
      // What is over is the credential; the session behind it goes on.
      else if (verdict.reason === 'expired' && now < session.expiresAt) last('renew', {})
      else last('ended', await endedBody({ stores }, aboutOf(session), verdict.reason, now))
    } catch (error) {
      // A store that does not answer says nothing about a session.
      if (!isStoreUnavailable(error)) throw error
    }
    return null
  }

  return new ReadableStream<Uint8Array>({
    start(controller) {
      out = controller
      out.enqueue(WATCHING)
      signal.addEventListener('abort', close)
      stop.addEventListener('abort', again)
      if (signal.aborted) close()
      if (stop.aborted) again()
      // What happened between its opening and now was told to nobody.
      soon(check)
    },
    cancel() {
      if (!over) leave()
    },
  })
}

const waiting = new Set<() => void>()

/** Not at once: what is being written may have to be taken note of elsewhere too. */
function soon(check: () => void): void {
  if (waiting.size === 0) setImmediate(nextTurn)
  waiting.add(check)
}

function nextTurn(): void {
  for (const check of [...waiting].slice(0, PER_TURN)) {
    waiting.delete(check)
    check()
  }
  if (waiting.size > 0) setImmediate(nextTurn)
}

function timer(ms: number, run: () => void): () => void {
  const timeout = setTimeout(run, ms)
  return () => {
    clearTimeout(timeout)
  }
}

/** The one event for whoever still holds the credential of a session that was over before they asked. */
export async function tellEnded(deps: Pick<Acting, 'stores'>, about: About, reason: RejectReason, now: number): Promise<ReadableStream<Uint8Array>> {
  return new Blob([message('ended', await endedBody(deps, about, reason, now))]).stream()
}

async function endedBody({ stores }: Pick<Acting, 'stores'>, about: About, reason: RejectReason, now: number) {
  const { userId } = about
  const ending = reason === 'revoked' ? await endingOf(stores, about, now) : null
  const { by, why, at } = ending ?? { by: null, why: null, at: now }
  return { reason, by: enderOf(by, userId), why, at: new Date(at).toISOString() }
}

async function endingOf({ sessions, revocations, users }: Stores, about: About, now: number): Promise<Ending | null> {
  const known = (await sessions.ending(about.sessionId)) ?? (await listedEnding(revocations, about))
  if (known || (await users.findById(about.userId))) return known
  // Its rows went with its person, and nobody else deletes an account.
  return { by: about.userId, why: 'account_deleted', at: now }
}

function message(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
