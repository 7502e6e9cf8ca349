import { route, signedIn } from '@/lib/auth/next/handler'
import { watchSession } from '@/lib/auth/live'

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Whoever compresses or collects it on the way would keep the news back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: signedIn(({ app, verdict: { session }, req, request }) => {
    if (request.method === 'HEAD') return Promise.resolve({ headers })
    return Promise.resolve({ headers, stream: watchSession({ ...app, session, req }, request.signal) })
  }),
})
