/** The store did not answer or cannot be used. Says nothing about anybody's session. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/** By name: Next makes modules once per server entry, so the class that was thrown need not be the class one knows. */
export function isStoreUnavailable(error: unknown): error is StoreUnavailable {
  return error instanceof Error && error.name === 'StoreUnavailable'
}

/** Who asked for a change, or was to be signed in, is over, or no administrator, by the time of the write. Nothing was written. */
export class SessionOver extends Error {
  override readonly name = 'SessionOver'

  constructor(readonly why: 'over' | 'no_admin' = 'over') {
    super(why)
  }
}

/** By name, as `isStoreUnavailable`. */
export function isSessionOver(error: unknown): error is SessionOver {
  return error instanceof Error && error.name === 'SessionOver'
}
