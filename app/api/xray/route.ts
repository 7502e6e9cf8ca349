import { open, route } from '@/lib/next/handler'
import { observe } from '@/lib/next/observe'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(async ({ app: { mode }, request, req, trace }) => {
    const verdict = await mode.verify(req)
    const path = new URL(request.url).pathname
    return { body: observe(request.headers, { mode, req, verdict, steps: trace.steps }, { method: request.method, path }) }
  }),
})
