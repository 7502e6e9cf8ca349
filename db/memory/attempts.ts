import { MOST_ATTEMPTS, type AttemptPlace, type AttemptStore } from '@/lib/stores/attempts'
import type { Rows } from './rows'

export function memoryAttempts({ tried }: Rows): AttemptStore {
  const waitFor = (places: readonly AttemptPlace[], windowMs: number, now: number) =>
    Math.max(
      ...places.map(({ key, limit }) => {
        const within = (tried.get(key) ?? []).filter((at) => at > now - windowMs)
        return within.length < limit ? 0 : Math.min(...within) + windowMs - now
      }),
    )

  return {
    wait: (places, windowMs, now) => Promise.resolve(waitFor(places, windowMs, now)),
    take(places, windowMs, now) {
      const waitMs = waitFor(places, windowMs, now)
      if (waitMs > 0) return Promise.resolve(waitMs)
      for (const { key } of places) {
        const before = tried.get(key) ?? []
        // To the end of the map, whose first keys go first.
        tried.delete(key)
        tried.set(key, [...before.filter((at) => at > now - windowMs), now])
      }
      let kept = [...tried.values()].reduce((sum, { length }) => sum + length, 0)
      for (const [key, ats] of tried) {
        if (kept <= MOST_ATTEMPTS) break
        kept -= ats.length
        tried.delete(key)
      }
      return Promise.resolve(0)
    },
    giveBack(key, at) {
      const ats = tried.get(key) ?? []
      const last = ats.lastIndexOf(at)
      tried.set(key, ats.filter((_, i) => i !== last))
      return Promise.resolve()
    },
    clear(key) {
      tried.delete(key)
      return Promise.resolve()
    },
  }
}
