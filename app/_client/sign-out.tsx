import type { ComponentProps } from 'react'
import { SubmitButton } from '@/app/_ui/submit-button'
import { PressForm } from './mutation'

/** Ends the session of this browser, and leads to what that did. */
export function SignOut({ children = 'Sign out', ...button }: Pick<ComponentProps<typeof SubmitButton>, 'variant' | 'size' | 'className' | 'children'>) {
  return (
    <PressForm name="sign-out">
      <SubmitButton pendingLabel="Signing out…" {...button}>
        {children}
      </SubmitButton>
    </PressForm>
  )
}
