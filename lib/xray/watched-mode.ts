import type { AuthMode, AuthRequest, Effect, Identity, Session, Trace, Verdict } from '@/lib/auth/contract'
import type { Deed, WatchedRequest } from './deed'
import { recorder } from './trace'
import type { WireLog } from './wire-log'

/** The same mode, which tells whoever watches a request what it did for it; what the log has of a session goes when that ends. */
export function watched<N extends string>(mode: AuthMode<N>, log: Pick<WireLog, 'end'>): AuthMode<N> {
  const { renew, reissue } = mode
  return {
    ...mode,

    verify: (req: WatchedRequest) =>
      telling(req, (own) => mode.verify(own), (verdict) => ({ did: 'checked', verdict, session: sessionOf(verdict), effects: [] })),

    issue: (user: Identity, req: WatchedRequest) =>
      telling(req, (own) => mode.issue(user, own), ({ session, effects }) => ({ did: 'issued', verdict: null, session, effects })),

    ...(renew && { renew: (req: WatchedRequest) => telling(req, (own) => renew(own), renewed) }),
    ...(reissue && { reissue: (user: Identity, req: WatchedRequest) => telling(req, (own) => reissue(user, own), renewed) }),

    async revoke(target, req, cause, actor) {
      const revocation = await mode.revoke(target, req, cause, actor)
      const named = target.kind === 'this' ? [target.session.id] : target.kind === 'session' ? [target.id] : []
      log.end([...named, ...revocation.ended])
      return revocation
    },
  }
}

const renewed = ({ verdict, effects }: { readonly verdict: Verdict; readonly effects: readonly Effect[] }) =>
  ({ did: 'renewed', verdict, session: sessionOf(verdict), effects }) as const

const sessionOf = (verdict: Verdict): Session | null => (verdict.ok ? verdict.session : null)

async function telling<R>(req: WatchedRequest, run: (req: AuthRequest) => Promise<R>, deedOf: (result: R) => Omit<Deed, 'steps' | 'req'>): Promise<R> {
  if (!req.seen) return run(req)
  const mine = recorder()
  const trace: Trace = {
    step(...step) {
      req.trace.step(...step)
      mine.step(...step)
    },
  }
  const result = await run({ ...req, trace })
  req.seen({ ...deedOf(result), steps: mine.steps, req })
  return result
}
