'use client'

import { useSyncExternalStore } from 'react'
import { lastSignOut } from '@/app/_bearer/last-sign-out'
import { TOKEN_KEY } from '@/app/_bearer/token'
import type { Foreseen } from '@/lib/app'
import type { ModeFacts } from '@/lib/auth/contract'
import { inWords } from '@/lib/duration'
import { Places } from './places'
import { PromiseCard } from './promise'

const never = () => () => undefined

/** What this tab saw of the sign-out where a script asked for it; else what one does here. */
export function OfThisTab({ facts, ahead }: { readonly facts: ModeFacts; readonly ahead: Foreseen }) {
  const last = useSyncExternalStore(never, lastSignOut, () => null)
  if (!last) {
    const late = ahead.takesEffect === 'at-expiry'
    return (
      <p className="max-w-3xl text-muted">
        {late ? `In this mode a copy of a credential stays good for up to ${inWords(ahead.inMs)}. ${ahead.why}` : 'In this mode a copy of a credential is refused at its next request.'}{' '}
        This page shows what a sign-out did, for a few minutes after it.
      </p>
    )
  }
  const token = { where: 'browser', what: `localStorage, ${TOKEN_KEY}: the token`, bytes: last.tokenBytes, readableByScript: true, content: {} } as const
  const key = { where: 'server', what: 'The signing key, and its public half that verifies', bytes: null, readableByScript: false, content: {} } as const
  return (
    <>
      <PromiseCard promise={last.promise} />
      <Places done={{ before: [token, key], cleared: [] }} facts={facts} />
    </>
  )
}
