import type { Refusal } from '@/lib/problem'
import type { MutationName, Typed } from './mutation-forms'
import type { MutationBody } from './mutations'

/**
 * That a mutation was done. `about` is the form's own name of whom or what it was done to, `typed` what it asked for, `receipt`
 * under which the page that it leads to finds more about it.
 */
export type MutationDone = {
  readonly [N in MutationName]: { readonly name: N; readonly about: string; readonly typed: Typed; readonly done: MutationBody<N>; readonly receipt?: string }
}[MutationName]

/** `typed` is what the form is filled with again, which no secret is. */
export interface MutationRefused {
  readonly name: MutationName | null
  readonly refusal: Refusal
  readonly typed: Typed
}

/** How the last mutation went that a part of a page asked for; null before. */
export type MutationState = MutationDone | MutationRefused | null
