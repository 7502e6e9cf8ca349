import { xray } from '@/lib/xray/xray'
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
  return xray({
    ...checked,
    method: arrival?.method ?? fallback.method,
    path: arrival?.url ?? fallback.path,
    rawHeaders: arrival?.rawHeaders ?? [...headers].flat(),
  })
}
