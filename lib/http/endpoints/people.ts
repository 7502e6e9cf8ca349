import { flipOwnRole, renew, signIn, SignInInput, signOut, signUp, SignUpInput } from '../../accounts/accounts'
import { outdatedOf } from '../../accounts/freshness'
import { tellEnded, watchSession } from '../../accounts/live'
import { Problem } from '../../problem'
import { xray } from '../../xray/xray'
import { revocationBody, sessionBody, signedInBody, tokenBody } from '../bodies'
import { define, WHO } from '../endpoint'

const STREAM = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Whoever compresses or collects it on the way would keep the news back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/** Signing in and out, and what one's own credential is worth. */
export const PEOPLE = [
  define({
    method: 'POST',
    path: '/api/sign-up',
    does: 'makes an account, and signs in',
    who: 'anybody',
    body: SignUpInput,
    errors: ['email_taken', 'rate_limited', 'busy'],
    async run({ app, body, req }) {
      const { session, effects } = await signUp(app, body, req)
      return { status: 201, body: { ...signedInBody(app.mode, session), ...tokenBody(effects) }, effects }
    },
  }),
  define({
    method: 'POST',
    path: '/api/sign-in',
    does: 'signs in',
    who: 'anybody',
    body: SignInInput,
    errors: ['invalid_credentials', 'account_disabled', 'rate_limited', 'busy'],
    async run({ app, body, req }) {
      const { session, effects } = await signIn(app, body, req)
      return { body: { ...signedInBody(app.mode, session), ...tokenBody(effects) }, effects }
    },
  }),
  define({
    method: 'POST',
    path: '/api/sign-out',
    does: 'ends this session, and makes the client drop what it sent',
    who: 'anybody',
    async run({ app, req }) {
      const revocation = await signOut(app, req)
      return { body: revocationBody(revocation), effects: revocation.effects }
    },
  }),
  define({
    method: 'GET',
    path: '/api/me',
    does: 'says who is signed in',
    who: 'signed_in',
    async run({ app: { mode, stores }, by, req }) {
      const outdated = await outdatedOf(stores, by, req)
      return { body: { ...signedInBody(mode, by.session), ...(outdated && { outdated }) } }
    },
  }),
  define({
    method: 'POST',
    path: '/api/renew',
    does: 'gives this session a fresh credential, or a longer life',
    who: 'anybody',
    errors: ['unsupported_by_mode'],
    async run({ app, req }) {
      // What renews may be another credential than the one that signs in; where nothing does, nobody is told so but who is in.
      if (!app.mode.renew) await WHO.signed_in({ app, req })
      const { session, effects } = await renew(app, req)
      return { body: { session: sessionBody(session), ...tokenBody(effects) }, effects }
    },
  }),
  define({
    method: 'POST',
    path: '/api/demo/role',
    does: 'makes a demo person an administrator, or a user again; their credential is told nothing',
    who: 'signed_in',
    errors: ['forbidden', 'last_admin'],
    run: async ({ app, req }) => ({ body: await flipOwnRole(app, req, app.flipsAnyway) }),
  }),
  define({
    method: 'GET',
    path: '/api/xray',
    does: 'shows what this request sent, what was done with it, and where the state lives',
    who: 'anybody',
    async run({ app: { mode }, request, arrival, req, trace }) {
      const verdict = await mode.verify(req)
      const sent = arrival ?? { method: request.method, url: new URL(request.url).pathname, rawHeaders: [...request.headers].flat() }
      return { body: xray({ mode, req, verdict, steps: trace.steps, method: sent.method, path: sent.url, rawHeaders: sent.rawHeaders }) }
    },
  }),
  define({
    method: 'GET',
    path: '/api/session-events',
    does: 'tells, as it happens, that this session has ended',
    who: 'anybody',
    errors: ['too_many_streams'],
    async run({ app, req, request }) {
      const verdict = await app.mode.verify(req)
      if (verdict.ok) {
        if (request.method === 'HEAD') return { headers: STREAM }
        return { headers: STREAM, stream: watchSession({ ...app, session: verdict.session, req }, request.signal, app.clock) }
      }
      // Who still holds the credential of a session that was ended is told by whom, also if it happened before they asked.
      if (!verdict.about) throw new Problem(verdict.reason)
      return { headers: STREAM, stream: await tellEnded(app, verdict.about, verdict.reason, req.now) }
    },
  }),
]
