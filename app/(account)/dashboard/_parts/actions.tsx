import type { ReactNode } from 'react'
import { flipRole, renew, signOut } from '@/app/(auth)/actions'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { ModeFacts } from '@/lib/auth/contract'
import { AskAgain } from './ask-again'

/** What can be done with this session, each with what it will do in this mode. */
export function Actions({ facts, canFlipRole }: { readonly facts: ModeFacts; readonly canFlipRole: boolean }) {
  const inStore = facts.stateLives === 'store'
  return (
    <section aria-labelledby="actions">
      <h2 id="actions" className="sr-only">
        Actions
      </h2>
      <ul className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        <Action says="Sends the same request once more; every figure is measured anew.">
          <AskAgain />
        </Action>
        <Action
          says={
            inStore
              ? 'Extends the row. The cookie keeps its value.'
              : 'Reads you from the database once, and makes a new credential from that.'
          }
        >
          <form action={renew}>
            <SubmitButton pendingLabel="Renewing…">Renew</SubmitButton>
          </form>
        </Action>
        {canFlipRole ? (
          <Action says="Writes the users table and leaves this credential alone. See whether it notices.">
            <form action={flipRole}>
              <SubmitButton pendingLabel="Changing…">Change my role in the database</SubmitButton>
            </form>
          </Action>
        ) : null}
        <Action says={facts.ends}>
          <form action={signOut}>
            <SubmitButton pendingLabel="Signing out…" variant="danger">
              Sign out
            </SubmitButton>
          </form>
        </Action>
      </ul>
    </section>
  )
}

function Action({ says, children }: { readonly says: string; readonly children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
      {children}
      <p className="min-w-0 flex-1 basis-56 text-sm text-muted text-pretty">{says}</p>
    </li>
  )
}
