import type { AuthRequest, Effect } from '../contract'
import type { Carrier } from './carrier'

/** RFC 6750 section 2.1. */
const BEARER = /^Bearer(?: +(?<token>[\w.~+/-]+=*))?$/i

/** What the Authorization headers of one request hold. */
export type Presented =
  | { readonly token: string }
  /** None, or another scheme: the client may not know what is asked here. */
  | 'missing'
  /** More than one header, or after Bearer something else than one token. */
  | 'malformed'

export function presentedToken(authorizations: readonly string[]): Presented {
  const [header, second] = authorizations
  if (second !== undefined) return 'malformed'
  if (header === undefined || !/^Bearer\b/i.test(header)) return 'missing'
  const token = BEARER.exec(header)?.groups?.['token']
  return token === undefined ? 'malformed' : { token }
}

/** The value of a WWW-Authenticate header; RFC 6750 section 3. */
export function challenge(error?: string, description?: string): string {
  const parameters = { realm: 'Stateside', ...(error ? { error } : {}), ...(description ? { error_description: description } : {}) }
  return `Bearer ${Object.entries(parameters).map(([name, value]) => `${name}="${value}"`).join(', ')}`
}

/** A token that the client keeps itself and puts into the Authorization header. Nothing travels unless a script sends it. */
export const authorizationHeader: Carrier = {
  name: 'Authorization',
  facts: { carrier: 'authorization', credentialName: 'Authorization', cookies: [], rscCanRead: false, readableByScript: true, crossSite: 'not-ambient' },
  give: (token, lifeMs): Effect => ({ kind: 'hand-over', token, expiresIn: Math.floor(lifeMs / 1000) }),
  // What a client keeps only the client can drop.
  drop: () => [],
  read(req: AuthRequest) {
    const presented = presentedToken(req.authorizations())
    return typeof presented === 'string' ? { reason: presented } : { value: presented.token }
  },
}
