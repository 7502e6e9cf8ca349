import type { AuthRequest, Effect, Session, Verdict } from '@/lib/auth/contract'
import type { TraceStep } from './trace'

/** What a mode did for a request. */
export interface Deed {
  readonly did: 'checked' | 'renewed' | 'issued'
  /** Null where no credential was judged. */
  readonly verdict: Verdict | null
  /** Whose request it is from now on; null when nobody's. */
  readonly session: Session | null
  readonly effects: readonly Effect[]
  readonly steps: readonly TraceStep[]
  readonly req: AuthRequest
}

/** A request that somebody watches. */
export interface WatchedRequest extends AuthRequest {
  /** Told of each deed for it. */
  readonly seen?: ((deed: Deed) => void) | undefined
}
