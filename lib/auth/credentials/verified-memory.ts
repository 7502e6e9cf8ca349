import { LRUCache } from 'lru-cache'
import { sha256 } from './sha256'

/** What a process remembers of credentials that it has opened, or whose signature it has verified. */
export interface VerifiedMemory<T> {
  /** What exactly these bytes were found to say, and when (ms since epoch); null when that is not known, or is over. */
  recall(credential: string, now: number): Remembered<T> | null
  /** To be called only with what was verified. Says nothing of whether it is to be accepted: that is asked again at every use. */
  keep(credential: string, said: T, bounds: { readonly whose: string; readonly now: number; readonly until: number }): void
}

export interface Remembered<T> {
  readonly said: T
  readonly verifiedAt: number
}

export interface MemoryLimits {
  /** Of all entries. */
  readonly entries: number
  /** Of the credentials that entries stand for, in characters; an entry takes about as much again, whatever it says. */
  readonly characters: number
  /** Of one person, who can have as many valid credentials as they like: each renewal makes another. */
  readonly perPerson: number
}

/** 20,000 people with one browser each, at 1 to 2 KB: 40 MB at most. */
const LIMITS: MemoryLimits = { entries: 20_000, characters: 20_000_000, perPerson: 20 }

interface Entry<T> extends Remembered<T> {
  readonly until: number
  readonly size: number
  readonly whose: string
}

/**
 * Keyed by a digest of the whole credential, so that nothing but the same bytes is ever taken for it, and the credential itself is
 * not kept. A flood of valid credentials cannot drive regular visitors out: what came once stands apart from what came again, and
 * nobody has more than so many. One memory belongs to one configuration of one verifier, which never shares it.
 */
export function verifiedMemory<T>(limits: MemoryLimits = LIMITS): VerifiedMemory<T> {
  const half = { max: Math.ceil(limits.entries / 2), maxSize: Math.ceil(limits.characters / 2), sizeCalculation: ({ size }: Entry<T>) => size }
  const persons = new Map<string, Set<string>>()

  function left(key: string, { whose }: Entry<T>): void {
    const keys = persons.get(whose)
    keys?.delete(key)
    if (keys?.size === 0) persons.delete(whose)
  }

  const newcomers = new LRUCache<string, Entry<T>>({ ...half, disposeAfter: (entry, key, why) => { if (why !== 'set' && !regulars.has(key)) left(key, entry) } })
  const regulars = new LRUCache<string, Entry<T>>({ ...half, disposeAfter: (entry, key, why) => { if (why !== 'set') left(key, entry) } })

  function forget(key: string): void {
    newcomers.delete(key)
    regulars.delete(key)
  }

  return {
    recall(credential, now) {
      const key = sha256(credential)
      const entry = regulars.get(key) ?? newcomers.peek(key)
      if (!entry) return null
      if (now >= entry.until || now < entry.verifiedAt) {
        forget(key)
        return null
      }
      if (!regulars.has(key)) {
        regulars.set(key, entry)
        newcomers.delete(key)
      }
      return entry
    },

    keep(credential, said, { whose, now, until }) {
      if (now >= until) return
      const key = sha256(credential)
      const keys = persons.get(whose) ?? new Set<string>()
      const [oldest] = keys
      if (!keys.has(key) && keys.size >= limits.perPerson && oldest !== undefined) forget(oldest)
      keys.add(key)
      persons.set(whose, keys)
      newcomers.set(key, { said, verifiedAt: now, until, whose, size: Math.max(1, credential.length) })
    },
  }
}
