'use client'

import { useRouter } from 'next/navigation'
import type { ComponentProps } from 'react'
import { signOut as signOutByToken } from '@/app/_bearer/store'
import { signOut as signOutByCookie } from '@/app/(auth)/actions'
import { SubmitButton } from '@/app/_ui/submit-button'
import { useCarrier } from './api'

/** Ends the session of this browser, and leads home. */
export function SignOut({ children = 'Sign out', ...button }: Pick<ComponentProps<typeof SubmitButton>, 'variant' | 'size' | 'className' | 'children'>) {
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
      <SubmitButton pendingLabel="Signing out…" {...button}>
        {children}
      </SubmitButton>
    </form>
  )
}
