'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { Notice } from '@/app/_ui/notice'
import type { MutationState } from '@/lib/http/form-state'
import type { MutationName, Typed } from '@/lib/http/mutation-forms'
import type { MutationBody } from '@/lib/http/mutations'
import type { Mutating } from './mutation'
import { RefusalNotice } from './outcome'

/** What is said once each was done: what happened, from when it takes effect, what to do next. */
export type Words = {
  readonly [N in MutationName]?: (done: MutationBody<N>, about: string, typed: Typed) => { readonly title: ReactNode; readonly body?: ReactNode }
}

/** How the last mutation went. Announced when it changes; takes the focus when what was pressed is gone. */
export function Result({ of: { state, resultId }, words, className }: { readonly of: Mutating; readonly words: Words; readonly className?: string }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!state) return
    if (document.activeElement === document.body || document.activeElement === null) place.current?.focus()
    // In a long list, what was pressed may be far from here.
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [state])
  return (
    <div ref={place} id={resultId} role="status" tabIndex={-1} className="outline-none">
      {state ? <div className={className}>{said(state, words)}</div> : null}
    </div>
  )
}

function said(state: NonNullable<MutationState>, words: Words): ReactNode {
  if ('refusal' in state) return <RefusalNotice refusal={state.refusal} />
  // The entry of this name takes what was done under this name.
  const say = words[state.name] as ((done: unknown, about: string, typed: Typed) => ReturnType<NonNullable<Words[MutationName]>>) | undefined
  const { title, body } = say?.(state.done, state.about, state.typed) ?? { title: 'Done' }
  return <Notice title={title}>{body}</Notice>
}
