import type { AuthRequest, Effect, ModeFacts, RejectReason } from '../contract'

/** How one credential travels: as a cookie, or in the Authorization header. */
export interface Carrier {
  /** The cookie's or header's exact name. */
  readonly name: string
  /** What is true of any mode whose one credential travels so. */
  readonly facts: Pick<ModeFacts, 'carrier' | 'credentialName' | 'cookies' | 'rscCanRead' | 'readableByScript' | 'crossSite'>
  /** Tells the client to send it from now on, for so long, in ms. */
  give(value: string, lifeMs: number): Effect
  /** Makes the client drop what this request brought, where the server can. */
  drop(req: AuthRequest): readonly Effect[]
  /** The one value that the request brought, or why there is none to check. */
  read(req: AuthRequest): { readonly value: string } | { readonly reason: RejectReason }
}
