import { shownResponse, xray } from '@/lib/xray/xray'
import type { XrayReport } from '@/lib/xray/report'
import type { CheckCost } from '@/lib/xray/cost'
import type { TraceStep } from '@/lib/xray/trace'
import type { AuthMode, AuthRequest, Verdict } from '../auth/contract'
import { arrivalOf } from './wire'

/** The X-ray of a request that Next hands us. `fallback` says what is known where nobody watched it arrive. */
export function observe(
  headers: Headers,
  checked: { mode: AuthMode; req: AuthRequest; verdict: Verdict; steps: readonly TraceStep[]; check: CheckCost | null },
  fallback: { method: string; path: string },
): XrayReport {
  const arrival = arrivalOf(headers)
  // A page says what it says while it is rendered: then Next has set all but these.
  const type = headers.has('rsc') ? 'text/x-component' : 'text/html; charset=utf-8'
  const inferred = [['content-type', type], ['date', 'when the first of it leaves'], ['transfer-encoding', 'chunked']] as const
  return xray({
    ...checked,
    method: arrival?.method ?? fallback.method,
    path: arrival?.url ?? fallback.path,
    rawHeaders: arrival?.rawHeaders ?? [...headers].flat(),
    response: shownResponse([200, 'inferred'], arrival?.answering?.() ?? [], inferred),
  })
}
