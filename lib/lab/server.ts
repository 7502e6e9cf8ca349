import { appOf } from '@/testkit/app'
import type { Testbed } from '@/testkit/testbed'
import type { Arrival } from '../http/arrival'
import { createServer, type Server } from '../http/server'
import { recorder, type TraceStep } from '../xray/trace'
import type { Defences } from './defences'
import { TRIED } from './tried'
import { weakParts } from './weak/parts'

/** The server of the application around a testbed, without the defences that are off. */
export interface LabServer {
  readonly testbed: Testbed<string>
  readonly server: Server
  /** `ip` is who stands at the other end. */
  serve(request: Request, ip?: string): Promise<{ readonly response: Response; readonly trace: readonly TraceStep[] }>
}

export function makeSite(testbed: Testbed<string>, on: Defences): LabServer {
  const server = createServer(appOf(testbed), TRIED, weakParts(on))
  return {
    testbed,
    server,
    async serve(request, ip = '127.0.0.1') {
      const trace = recorder()
      const response = await server(request, arrivalOf(request, ip), trace)
      return { response, trace: trace.steps }
    },
  }
}

function arrivalOf({ method, url, headers }: Request, peer: string): Arrival {
  return { method, url: new URL(url).pathname, rawHeaders: [...headers].flat(), peer }
}
