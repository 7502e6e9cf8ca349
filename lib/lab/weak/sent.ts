import type { AuthRequest, ModeFacts } from '@/lib/auth/contract'
import { presentedToken } from '@/lib/auth/credentials/authorization'

type Carried = Pick<ModeFacts, 'carrier' | 'credentialName'>

/** WEAK. The credential of a request, of two the first; null without one. */
export function sentIn({ carrier, credentialName }: Carried, req: AuthRequest): string | null {
  if (carrier === 'cookie') return req.cookies(credentialName)[0] ?? null
  const presented = presentedToken(req.authorizations())
  return typeof presented === 'string' ? null : presented.token
}

/** The same request with this credential. */
export function carrying({ carrier, credentialName }: Carried, req: AuthRequest, credential: string): AuthRequest {
  if (carrier === 'authorization') return { ...req, authorizations: () => [`Bearer ${credential}`] }
  return { ...req, cookies: (name) => (name === credentialName ? [credential] : req.cookies(name)) }
}
