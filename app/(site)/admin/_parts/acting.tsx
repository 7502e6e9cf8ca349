'use client'

import { useSearchParams } from 'next/navigation'
import { createContext, use, useEffect, useRef, type ReactNode, type RefObject } from 'react'
import { useMutation, type Mutating } from '@/app/_client/mutation'
import { Result } from '@/app/_client/result'
import { WORDS } from './words'

type Reload = () => Promise<void>

const ActingContext = createContext<{ readonly changes: Mutating; readonly reloadRef: RefObject<Reload | null> } | null>(null)

/**
 * How the last change went that its page asked for, above all that it may have removed. A page with another search, filter
 * or cursor begins anew.
 */
export function Acting({ children }: { readonly children: ReactNode }) {
  return <Changes key={useSearchParams().toString()}>{children}</Changes>
}

function Changes({ children }: { readonly children: ReactNode }) {
  const reloadRef = useRef<Reload>(null)
  const changes = useMutation('result', () => reloadRef.current?.())
  return (
    <ActingContext value={{ changes, reloadRef }}>
      <Result of={changes} words={WORDS} className="mb-6" />
      {children}
    </ActingContext>
  )
}

/** What forms of this page ask for changes by. `reload` reads anew what they changed, where only a script can. */
export function useChanges(reload: Reload): Mutating {
  const acting = use(ActingContext)
  if (!acting) throw new Error('Not within Acting')
  const { changes, reloadRef } = acting
  useEffect(() => {
    reloadRef.current = reload
    return () => {
      reloadRef.current = null
    }
  }, [reloadRef, reload])
  return changes
}
