import type { FieldError } from '@/lib/problem'

/** What a form shows after it was refused; null before. `values` never hold a password. */
export type FormState = {
  readonly title: string
  readonly detail: string
  readonly errors: readonly FieldError[]
  readonly values: Readonly<Record<string, string>>
} | null
