import type { Accepted, AuthMode, Verdict } from '@/lib/auth/contract'
import type { Defences } from '../defences'
import { carrying, sentIn } from './sent'

/** As LiteLLM had it, in characters; CVE-2026-35030. */
const PREFIX = 20

/** WEAK. Remembers what was let in, by a part of the credential, without asking again, or past its end: each was a real one once. */
export function carelessMemory(mode: AuthMode, on: Defences): AuthMode {
  const strict = (['whole-credential', 'asked-again', 'memory-ends'] as const).every((name) => on.has(name))
  if (strict) return mode
  const remembered = new Map<string, { readonly credential: string; readonly accepted: Accepted }>()
  return {
    ...mode,
    async verify(req): Promise<Verdict> {
      const sent = sentIn(mode.facts, req)
      if (sent === null) return mode.verify(req)
      const key = on.has('whole-credential') ? sent : sent.slice(0, PREFIX)
      const known = remembered.get(key)
      if (known && !on.has('asked-again') && req.now < known.accepted.session.expiresAt) return known.accepted
      const verdict = await mode.verify(known ? carrying(mode.facts, req, known.credential) : req)
      if (verdict.ok) remembered.set(key, { credential: known?.credential ?? sent, accepted: verdict })
      return !verdict.ok && verdict.reason === 'expired' && known && !on.has('memory-ends') ? known.accepted : verdict
    },
  }
}
