'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { BlockedNotice } from '@/app/_bearer/blocked-notice'
import { prove, useBearer } from '@/app/_bearer/store'
import { Notice } from '@/app/_ui/notice'
import type { ModeFacts } from '@/lib/auth/contract'
import type { FormState } from '@/lib/http/form-state'
import { Offer, type DemoPerson } from './offer'

/** As `Offer`, where only a script can ask who is there and keep what signs in. */
export function OfferByScript({
  facts,
  people,
  password,
}: {
  readonly facts: ModeFacts
  readonly people: readonly DemoPerson[]
  /** Of every demo person. It is public. */
  readonly password: string
}) {
  const router = useRouter()
  const bearer = useBearer()
  const [refused, setRefused] = useState<FormState>(null)

  async function signIn(form: FormData) {
    const email = form.get('email')
    const result = await prove('/api/sign-in', { email: typeof email === 'string' ? email : '', password })
    setRefused(result)
    if (result === null) router.push('/dashboard')
  }

  if (bearer.status === 'unknown') {
    return (
      <div aria-hidden className="mt-3 animate-pulse motion-reduce:animate-none noscript:hidden">
        <div className="h-12 rounded bg-sunken" />
        <div className="mt-5 h-10 w-72 max-w-full rounded bg-sunken" />
      </div>
    )
  }
  return (
    <>
      <Offer
        viewer={bearer.status === 'in' ? bearer.session : bearer.status === 'unreachable' ? 'unknown' : null}
        facts={facts}
        people={people}
        signIn={signIn}
      />
      <div className="mt-5 space-y-4 empty:hidden">
        {refused ? (
          <Notice tone="bad" role="alert" title={refused.title}>
            <p>{refused.detail}</p>
          </Notice>
        ) : null}
        <BlockedNotice />
      </div>
    </>
  )
}
