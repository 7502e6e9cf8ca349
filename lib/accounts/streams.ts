import { Problem, type ProblemCode } from '@/lib/problem'
import { processWide } from '../process-wide'
import type { Session } from '../auth/contract'

/** Tabs that may watch one session at once. */
export const STREAMS_PER_SESSION = 5

/** The same of one person, over all of their sessions. */
export const STREAMS_PER_PERSON = 20

/** The same of everybody, in one process: each takes 10 to 30 kB, and a check every 44 s. */
export const STREAMS_PER_PROCESS = 5000

/** In s, until some have ended by themselves. */
const RETRY_AFTER = 900

/** Counts one more stream of this session; what it answers takes it back. @throws {Problem} too_many_streams, busy */
export function countStream({ id, user }: Session): () => void {
  const open = processWide('streams', () => new Map<string, number>())
  const counted: readonly (readonly [whose: string, most: number, refusal: ProblemCode])[] = [
    [`session ${id}`, STREAMS_PER_SESSION, 'too_many_streams'],
    [`person ${user.id}`, STREAMS_PER_PERSON, 'too_many_streams'],
    ['process', STREAMS_PER_PROCESS, 'busy'],
  ]
  const count = (whose: string) => open.get(whose) ?? 0
  for (const [whose, most, refusal] of counted) {
    if (count(whose) >= most) throw new Problem(refusal, undefined, { headers: { 'retry-after': String(RETRY_AFTER) } })
  }
  for (const [whose] of counted) open.set(whose, count(whose) + 1)
  return () => {
    for (const [whose] of counted) {
      if (count(whose) > 1) open.set(whose, count(whose) - 1)
      else open.delete(whose)
    }
  }
}
