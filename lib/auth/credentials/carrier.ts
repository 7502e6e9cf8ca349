import type { AuthRequest, Effect, RejectReason } from '../contract'

/** How one credential travels: as a cookie, or in the Authorization header. */
export interface Carrier {
  /** The cookie's or header's exact name. */
  readonly name: string
  /** Tells the client to send it from now on, for so long, in ms. */
  give(value: string, lifeMs: number): Effect
  /** Makes the client drop what this request brought, where the server can. */
  drop(req: AuthRequest): readonly Effect[]
  /** The one value that the request brought, or why there is none to check. */
  read(req: AuthRequest): { readonly value: string } | { readonly reason: RejectReason }
}
