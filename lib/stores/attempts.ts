/** One of `limit` places under `key`. */
export interface AttemptPlace {
  readonly key: string
  readonly limit: number
}

/** How many places are kept at most; the oldest go first. A bound on what strangers can make a store keep. */
export const MOST_ATTEMPTS = 100_000

/** Counts tries under keys within a sliding window: places older than `windowMs` are free again. Times in ms since epoch. */
export interface AttemptStore {
  /** How long until there is a place under each of the keys, in ms: 0 when there is one now. Writes nothing. */
  wait(places: readonly AttemptPlace[], windowMs: number, now: number): Promise<number>
  /**
   * Takes one place under each of the keys, or none where one has none left; answers as `wait`. It comes before the try, so that
   * tries at the same instant cannot pass together.
   */
  take(places: readonly AttemptPlace[], windowMs: number, now: number): Promise<number>
  /** Frees one place under the key that was taken at `at`. */
  giveBack(key: string, at: number): Promise<void>
  /** Frees every place under the key. */
  clear(key: string): Promise<void>
}
