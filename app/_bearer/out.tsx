'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { isRejection } from '@/lib/auth/reject'
import { signInPath } from '@/lib/http/sign-in-path'
import { EndingNotice } from './ending-notice'
import type { WhyOut } from './viewer'

/** Whoever comes without a token is led to sign in; whoever loses it here is told so, and keeps the page. */
export function Out({ why, arrived, next }: { readonly why: WhyOut | null; readonly arrived: boolean; readonly next: string }) {
  const router = useRouter()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (arrived) {
      const { pathname, search } = window.location
      router.replace(signInPath(pathname + search, why !== null && isRejection(why) ? why : 'missing'))
    } else if (document.activeElement === document.body || document.activeElement === null) {
      // What was pressed is gone; the answer to it takes its place.
      place.current?.focus()
    }
  }, [arrived, router, why])
  return (
    <div ref={place} tabIndex={-1} className="mt-6 outline-none">
      <EndingNotice why={why ?? 'missing'} next={next} />
    </div>
  )
}
