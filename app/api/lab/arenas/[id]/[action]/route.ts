import { readBody } from '@/lib/http/body'
import { getApp } from '@/lib/app'
import { problemOf, problemResponse } from '@/lib/http/answer'
import { sentHost } from '@/lib/next/wire'
import { arenas } from '@/lib/lab/alive'

/**
 * Hands a request to the arena's own site. Not by the server of the API, which refuses cross-site requests for the application: the
 * arena has a check of its own, and whether it holds is what is being tried.
 */
async function serve(request: Request, { params }: { params: Promise<{ id: string; action: string }> }): Promise<Response> {
  try {
    const { id, action } = await params
    const arena = arenas().find(id)
    const body = new TextDecoder().decode(await readBody(request))
    // Its two sites have one server behind them, and are told apart by the Host that was sent.
    const headers = new Headers(request.headers)
    headers.set('host', sentHost(headers) ?? '')
    return await arena.answer({ method: request.method, action, headers, body })
  } catch (error) {
    return problemResponse(problemOf(error), getApp())
  }
}

export { serve as DELETE, serve as GET, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT }
