'use client'

import { useBearer } from '@/app/_bearer/store'
import { Account } from './account'

/** As `Account`, where only a script can ask who is there. */
export function AccountByScript() {
  const bearer = useBearer()
  if (bearer.status === 'unknown') {
    return (
      <p role="status" className="noscript:hidden">
        <span className="sr-only">Asking the server who you are.</span>
        <span
          aria-hidden
          className="block h-8 w-36 animate-pulse rounded-md bg-sunken motion-reduce:animate-none"
        />
      </p>
    )
  }
  return <Account viewer={bearer.status === 'in' ? bearer.session : bearer.status === 'unreachable' ? 'unknown' : null} />
}
