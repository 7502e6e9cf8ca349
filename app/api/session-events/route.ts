import { tellEnded, watchSession } from '@/lib/accounts/live'
import { open, route } from '@/lib/next/handler'
import { Problem } from '@/lib/problem'

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Whoever compresses or collects it on the way would keep the news back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(async ({ app, req, request }) => {
    const verdict = await app.mode.verify(req)
    if (verdict.ok) {
      if (request.method === 'HEAD') return { headers }
      return { headers, stream: watchSession({ ...app, session: verdict.session, req }, request.signal) }
    }
    // Who still holds the credential of a session that was ended is told by whom, also if it happened before they asked.
    if (!verdict.about) throw new Problem(verdict.reason)
    return { headers, stream: await tellEnded(app, verdict.about, verdict.reason, req.now) }
  }),
})
