import type { RejectReason, StateEntry } from '@/lib/auth/contract'
import type { CheckCost } from './cost'
import type { TraceStep } from './trace'

/** A credential as it may be shown: its length, and the first and last few characters. */
export interface ShownCredential {
  readonly carrier: 'cookie' | 'authorization'
  readonly name: string
  /** Of the value alone. */
  readonly bytes: number
  readonly shown: string
  readonly kind: 'opaque' | 'jws' | 'jwe' | 'seal'
}

/** What `GET /api/xray` answers and what the screens render: one request, as it ran. */
export interface XrayReport {
  readonly mode: string
  readonly request: {
    readonly method: string
    readonly path: string
    /** Request line and headers as they arrived. */
    readonly bytes: number
    readonly credential: ShownCredential | null
    readonly headers: readonly (readonly [name: string, value: string])[]
    readonly notSent: readonly { readonly what: string; readonly why: string }[]
  }
  readonly verdict:
    | { readonly ok: true; readonly session: { readonly id: string; readonly createdAt: string; readonly expiresAt: string } }
    | { readonly ok: false; readonly reason: RejectReason }
  /** With the time that elapsed in each step, whatever else the process did meanwhile. */
  readonly trace: readonly TraceStep[]
  /** What the check costs by itself; null after a rejection. */
  readonly check: CheckCost | null
  readonly state: readonly StateEntry[]
}
