/**
 * News that checks of somebody's credentials may end otherwise than a moment ago: a session of theirs was ended, alone or with all
 * the others, their role or account changed, or a key was dropped. Told with the write itself, by whichever process it was; what
 * only prolongs a session is none. Whoever hears it asks the store; that it was not heard proves nothing.
 */
export interface Notices {
  /** Calls back soon after each write about this person, or about everybody, was committed. Returns what stops it. */
  subscribe(userId: string, listener: () => void): () => void
}

/** Who listens in this process. Every driver keeps one, and says to it what its store has said. */
export interface Listeners extends Notices {
  /** Null tells everybody: also where something may have been missed. */
  tell(userId: string | null): void
}

/** `begin` is called as soon as somebody listens, and what it answers once nobody does any more. */
export function listeners(begin: () => () => void): Listeners {
  const all = new Map<string, Set<() => void>>()
  let end: (() => void) | undefined
  return {
    subscribe(userId, listener) {
      const theirs = all.get(userId) ?? new Set()
      all.set(userId, theirs.add(listener))
      end ??= begin()
      return () => {
        theirs.delete(listener)
        if (theirs.size === 0 && all.get(userId) === theirs) all.delete(userId)
        if (all.size > 0) return
        end?.()
        end = undefined
      }
    },
    tell(userId) {
      const told = userId === null ? [...all.values()] : [all.get(userId) ?? []]
      for (const listener of told.flatMap((some) => [...some])) listener()
    },
  }
}
