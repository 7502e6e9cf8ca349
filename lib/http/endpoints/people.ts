import { outdatedOf } from '../../accounts/freshness'
import { tellEnded, watchSession } from '../../accounts/live'
import { REJECT_REASONS } from '../../auth/reject'
import { Problem } from '../../problem'
import { checkCost } from '../../xray/cost'
import { recorder } from '../../xray/trace'
import { shownResponse, xray } from '../../xray/xray'
import { apiHeaders } from '../answer'
import { signedInBody } from '../bodies'
import { define } from '../endpoint'
import { Me, Xray } from '../schemas'

const STREAM = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Whoever compresses or collects it on the way would keep the news back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/** What one's own credential is worth. */
export const PEOPLE = [
  define({
    method: 'GET',
    path: '/api/me',
    does: 'says who is signed in',
    who: 'signed_in',
    answers: { 200: Me },
    async run({ app: { mode, stores }, by, req }) {
      const outdated = await outdatedOf(stores, by, req)
      return { body: { ...signedInBody(mode, by.session), ...(outdated && { outdated }) } }
    },
  }),
  define({
    method: 'GET',
    path: '/api/xray',
    does: 'shows what this request sent, what was done with it, and where the state lives',
    who: 'anybody',
    answers: { 200: Xray },
    async run({ app, request, arrival, req: asked }) {
      const { mode } = app
      const trace = recorder()
      const req = { ...asked, trace }
      const verdict = await mode.verify(req)
      const sent = arrival ?? { method: request.method, url: new URL(request.url).pathname, rawHeaders: [...request.headers].flat() }
      const headers = { 'content-type': 'application/json', ...apiHeaders(app) }
      const response = shownResponse([200, 'set'], [...(arrival?.answering?.() ?? []), ...Object.entries(headers)])
      const check = await checkCost(mode, req, verdict)
      return { body: xray({ mode, req, verdict, steps: trace.steps, check, method: sent.method, path: sent.url, rawHeaders: sent.rawHeaders, response }) }
    },
  }),
  define({
    method: 'GET',
    path: '/api/session-events',
    does: 'tells, as it happens, that this session has ended',
    who: 'anybody',
    answers: { 200: [{ type: 'text/event-stream' }] },
    errors: [...REJECT_REASONS, 'too_many_streams'],
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
