import type { Stores } from '@/lib/stores/stores'
import type { Rows } from './rows'

/** Deletes at most `most` of a map's entries; how many. */
function drop<V>(from: Map<string, V>, most: number, over: (value: V) => boolean): number {
  const keys = [...from].filter(([, value]) => over(value)).slice(0, most)
  for (const [key] of keys) from.delete(key)
  return keys.length
}

export function memoryPurge({ sessions, ended, spent, log, tried, revoked, revokedTokens }: Rows): Stores['purge'] {
  return (limits, most) => {
    const lives = (id: string) => [...sessions.values()].some((session) => session.id === id && session.expiresAt > limits.now)
    const old = log.filter(({ event }) => event.at <= limits.events).slice(0, most)
    return Promise.resolve(
      drop(spent, most, ({ sessionId }) => !lives(sessionId)) ||
        drop(sessions, most, ({ expiresAt }) => expiresAt <= limits.expired) ||
        drop(ended, most, (session) => session.expiresAt <= limits.expired || (session.ended?.at ?? Infinity) <= limits.ended) ||
        log.splice(0, log.length, ...log.filter((row) => !old.includes(row))).length - log.length ||
        drop(tried, most, (ats) => ats.every((at) => at <= limits.attempts)) ||
        drop(revoked, most, ({ expiresAt }) => expiresAt <= limits.now) ||
        drop(revokedTokens, most, (until) => until <= limits.now),
    )
  }
}
