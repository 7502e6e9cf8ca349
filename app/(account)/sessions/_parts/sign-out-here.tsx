'use client'

import { useRouter } from 'next/navigation'
import { signOut as signOutByToken } from '@/app/_bearer/store'
import { signOut as signOutByCookie } from '@/app/(auth)/actions'
import { useCarrier } from '@/app/_client/api'
import { SubmitButton } from '@/app/_ui/submit-button'

/** Ends the session of this browser, as the account menu does. */
export function SignOutHere() {
  const byToken = useCarrier() === 'token'
  const router = useRouter()
  return (
    <form
      action={
        byToken
          ? async () => {
              await signOutByToken()
              router.push('/')
            }
          : signOutByCookie
      }
    >
      <SubmitButton pendingLabel="Signing out…" size="sm">
        Sign out here
      </SubmitButton>
    </form>
  )
}
