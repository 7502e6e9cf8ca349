import { getApp } from '../app'
import { EVERY_ANSWER } from '../http/every-answer'
import { ENDPOINTS } from '../http/endpoints'
import { send } from '../http/node'
import { createServer, type Server } from '../http/server'
import type { Handle } from '../server/in-flight'
import { laneOf } from '../server/lanes'
import { arrivalOf } from './wire'

/**
 * Answers whoever watches a session, and leaves the others to `handle`. By the same table as everybody: only that Next keeps 80 kB
 * for every request for as long as it is open, which for these is minutes.
 */
export function besideStreams(handle: Handle): Handle {
  let server: Server | undefined
  return async (req, res) => {
    if (laneOf(req) !== 'streams' || req.method !== 'GET') return handle(req, res)
    const app = await getApp()
    server ??= createServer(app, ENDPOINTS)
    const headers = new Headers(Object.entries(req.headers).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])))
    for (const [name, value] of Object.entries(EVERY_ANSWER)) res.setHeader(name, value)
    await send(await server(new Request(new URL(req.url ?? '/', app.origin), { headers }), arrivalOf(headers)), res)
  }
}
