import { Problem } from '@/lib/problem'

/**
 * Hashes that are made at once. Each has one of libuv's 4 threads to itself, where signatures and seals are checked too: the
 * other two stay free for these.
 */
const AT_ONCE = 2

/** How many may wait beyond these. A hash takes 10 to 50 ms of a core, so the last of them begins within 3 s. */
const MOST_WAITING = 100

/** In s; by then all that waits now is done. */
const RETRY_AFTER = 3

/** A place in the queue. */
export interface Turn {
  /** Resolves when the work may begin; with false, if its client has left and it must not. */
  readonly comes: Promise<boolean>
  /** Makes room for the next; to be called in any case. */
  over(): void
}

/** The order in which passwords are hashed. One for each process, as the threads are. */
export interface PasswordQueue {
  /** `gone` says whether the client has left: work that nobody waits for is not begun. @throws {Problem} busy */
  enter(gone: () => boolean): Turn
}

interface Waiting {
  readonly gone: () => boolean
  begun: boolean
  tell: (mayBegin: boolean) => void
}

export function passwordQueue({ atOnce = AT_ONCE, mostWaiting = MOST_WAITING } = {}): PasswordQueue {
  let begun = 0
  let line: Waiting[] = []
  const full = () => begun >= atOnce && line.length >= mostWaiting

  function beginNext(): void {
    while (begun < atOnce) {
      const next = line.shift()
      if (!next) return
      next.begun = !next.gone()
      if (next.begun) begun++
      next.tell(next.begun)
    }
  }

  function dropLeft(): void {
    const left = line.filter((place) => place.gone())
    line = line.filter((place) => !left.includes(place))
    for (const place of left) place.tell(false)
  }

  return {
    enter(gone) {
      if (full()) dropLeft()
      if (full()) throw new Problem('busy', undefined, { headers: { 'retry-after': String(RETRY_AFTER) } })
      const place: Waiting = { gone, begun: false, tell: () => undefined }
      const comes = new Promise<boolean>((resolve) => {
        place.tell = resolve
      })
      line.push(place)
      beginNext()
      const over = () => {
        if (place.begun) begun--
        place.begun = false
        line = line.filter((other) => other !== place)
        beginNext()
      }
      return { comes, over }
    },
  }
}
