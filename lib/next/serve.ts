import { getApp } from '../app'
import type { Endpoint } from '../http/endpoint'
import { createServer, type Server } from '../http/server'
import { arrivalOf } from './wire'

/** What a route file exports for every method: which endpoint answers, the table says. */
export function serving(table: readonly Endpoint[]): (request: Request) => Promise<Response> {
  let server: Server | undefined
  return async (request) => {
    server ??= createServer(await getApp(), table)
    return server(request, arrivalOf(request.headers))
  }
}
