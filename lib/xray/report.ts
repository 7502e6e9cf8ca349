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
  /** What it consists of, in order, and how long each part is. */
  readonly parts: readonly { readonly name: string; readonly bytes: number }[]
}

/** How something about an answer is known: it was set when this was written down, or it follows from how this server answers. */
export type Known = 'set' | 'inferred'

/** The answer to a request, as far as it is known before it has left. */
export interface ShownResponse {
  readonly status: number
  readonly known: Known
  readonly headers: readonly (readonly [name: string, value: string, known: Known])[]
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
    | { readonly ok: true; readonly session: { readonly id: string; readonly createdAt: string; readonly expiresAt: string }; /** From when this credential is refused unless it is renewed; null where nothing but its session ends it. */ readonly acceptedUntil: string | null }
    | { readonly ok: false; readonly reason: RejectReason }
  readonly response: ShownResponse
  /** With the time that elapsed in each step, whatever else the process did meanwhile. */
  readonly trace: readonly TraceStep[]
  /** What the check costs by itself; null after a rejection. */
  readonly check: CheckCost | null
  readonly state: readonly StateEntry[]
}
