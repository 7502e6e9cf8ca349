import type { Ending } from '@/lib/stores/ending'
import { isStoreUnavailable } from '@/lib/stores/errors'
import type { Stores } from '@/lib/stores/stores'
import { stopping } from '@/lib/stopping'
import { silent } from '@/lib/xray/trace'
import { enderOf } from './sessions'
import type { Rejected, RejectReason } from '../auth/contract'
import { aboutOf, listedEnding } from '../auth/revocation-list'
import { countStream } from './streams'
import type { Acting } from './acting'

/** How long one stream lives, in ms. A client that still wants to know opens another, and is checked anew. */
export const STREAM_MS = 15 * 60_000

/** How often the credential is checked again, in ms. */
const TICK_MS = 1000

/** Resolves after one tick, or as soon as a signal says stop. */
export type Tick = (...signals: readonly AbortSignal[]) => Promise<void>

type About = NonNullable<Rejected['about']>

/**
 * Server-sent events for one session. Every tick checks, read-only, the credential that opened the stream, so that it never
 * outlives a revocation or a limit, nor keeps a session alive. The last event says why it ends: `ended`, `renew` when only the
 * access token is over, `again` when the stream is, or this process.
 * @throws {Problem} too_many_streams, busy
 */
export function watchSession(
  deps: Acting,
  signal: AbortSignal,
  clock: () => number = Date.now,
  tick: Tick = sleep,
  stop: AbortSignal = stopping(),
): ReadableStream<Uint8Array> {
  const over = countStream(deps.session)
  const left = new AbortController()
  const gone = AbortSignal.any([signal, left.signal])
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    start(controller) {
      void (async () => {
        try {
          for await (const text of events(deps, gone, stop, clock, tick)) {
            if (!gone.aborted) controller.enqueue(encoder.encode(text))
          }
          if (!left.signal.aborted) controller.close()
        } catch (error) {
          console.error(error)
          if (!left.signal.aborted) controller.error(error)
        } finally {
          over()
        }
      })()
    },
    cancel: () => left.abort(),
  })
}

async function* events(
  deps: Acting,
  gone: AbortSignal,
  stop: AbortSignal,
  clock: () => number,
  tick: Tick,
): AsyncGenerator<string> {
  const { mode, stores, req } = deps
  const until = clock() + STREAM_MS
  let { session } = deps
  yield ': watching\n\n'
  for (;;) {
    await tick(gone, stop)
    if (gone.aborted) return
    const now = clock()
    if (stop.aborted || now >= until) {
      yield message('again', {})
      return
    }
    try {
      const verdict = await mode.verify({ ...req, now, trace: silent })
      if (verdict.ok) {
        session = verdict.session
        // An access token is accepted for its last minutes; where there is a row, it knows better already.
        if (!mode.list || (await stores.sessions.ending(session.id)) === null) {
          yield ':\n\n'
          continue
        }
        yield message('ended', await endedBody(deps, aboutOf(session), 'revoked', now))
        return
      }
      // What is over is the credential; the session behind it goes on.
      const renewable = verdict.reason === 'expired' && now < session.expiresAt
      yield renewable ? message('renew', {}) : message('ended', await endedBody(deps, aboutOf(session), verdict.reason, now))
      return
    } catch (error) {
      // A store that does not answer says nothing about a session.
      if (!isStoreUnavailable(error)) throw error
      yield ':\n\n'
    }
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

/** Leaves nothing behind in signals that outlive the stream, as `AbortSignal.any` does in Node 20. */
function sleep(...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer)
      for (const signal of signals) signal.removeEventListener('abort', stop)
      resolve()
    }
    const timer = setTimeout(stop, TICK_MS)
    for (const signal of signals) signal.addEventListener('abort', stop)
    if (signals.some(({ aborted }) => aborted)) stop()
  })
}
