import { processWide } from '@/lib/process-wide'

/** How long something can be looked at, in ms, and how much of one kind is kept. */
const KEEP_MS = 5 * 60_000
const KEEP = 500

/** What this process did a few minutes ago or less, for the page that comes next to show. Nothing in it may sign anybody in. */
export interface Noted<T> {
  /** `now` in ms since epoch. */
  put(key: string, value: T, now: number): void
  /** Null where it is too long ago, or another process did it. */
  get(key: string, now: number): T | null
}

/** What is noted of one kind: an action writes it, a page reads it. */
export function noted<T>(kind: string): Noted<T> {
  const all = () => processWide(`noted ${kind}`, () => new Map<string, { readonly value: T; readonly at: number }>())
  return {
    put(key, value, now) {
      const notes = all()
      notes.delete(key)
      notes.set(key, { value, at: now })
      for (const [oldest, { at }] of notes) {
        if (notes.size <= KEEP && now - at < KEEP_MS) break
        notes.delete(oldest)
      }
    },
    get(key, now) {
      const note = all().get(key)
      return note && now - note.at < KEEP_MS ? note.value : null
    },
  }
}
