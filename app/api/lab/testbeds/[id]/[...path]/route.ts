import { readBody } from '@/lib/http/body'
import { getApp } from '@/lib/app'
import { problemOf, problemResponse } from '@/lib/http/answer'
import { sentHost } from '@/lib/next/wire'
import { testbeds } from '@/lib/lab/alive'

/**
 * Hands a request to the testbed's own site. Not by the server of the API, which refuses cross-site requests for the application: the
 * testbed has a check of its own, and whether it holds is what is being tried.
 */
async function serve(request: Request, { params }: { params: Promise<{ id: string; path: string[] }> }): Promise<Response> {
  try {
    const { id, path } = await params
    const testbed = testbeds(await getApp()).find(id)
    const body = new TextDecoder().decode(await readBody(request))
    // Its two sites have one server behind them, and are told apart by the Host that was sent.
    const headers = new Headers(request.headers)
    headers.set('host', sentHost(headers) ?? '')
    return await testbed.answer({ method: request.method, path: `/${path.map(encodeURIComponent).join('/')}`, headers, body })
  } catch (error) {
    return problemResponse(problemOf(error), await getApp())
  }
}

export { serve as DELETE, serve as GET, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT }
