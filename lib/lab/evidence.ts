import type { RejectReason, SessionRecord } from '@/lib/auth/contract'
import type { CredentialKind } from '@/lib/xray/decode'
import type { TraceStep } from '@/lib/xray/trace'

/** Something that really happened in a run. Credentials are redacted; see `lib/xray/redact`. */
export type Evidence =
  /** `who` names the client; `path` begins with the site's origin. */
  | { readonly kind: 'request'; readonly who: string; readonly method: string; readonly url: string; readonly headers: readonly Header[]; readonly body: string | null }
  | { readonly kind: 'response'; readonly who: string; readonly status: number; readonly headers: readonly Header[]; readonly body: string | null; readonly reason: RejectReason | null }
  | { readonly kind: 'credential'; readonly what: string; readonly shown: string; readonly bytes: number; readonly form: CredentialKind; readonly says: unknown }
  | { readonly kind: 'rows'; readonly what: string; readonly rows: readonly SessionRecord[] }
  | { readonly kind: 'trace'; readonly what: string; readonly steps: readonly TraceStep[] }
  /** `value` in `unit`; of `n` measurements where there are several. */
  | { readonly kind: 'measure'; readonly what: string; readonly value: number; readonly unit: string; readonly n?: number; readonly p50?: number; readonly p95?: number }
  | { readonly kind: 'note'; readonly text: string }

export type Header = readonly [name: string, value: string]

/** One act of a run, and what it left behind. */
export interface Step {
  readonly says: string
  readonly evidence: readonly Evidence[]
}
