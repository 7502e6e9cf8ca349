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
      <ul className="flex flex-wrap gap-x-8 gap-y-5">
        <Action says="Asks for this page once more; every figure is measured anew.">
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
              <SubmitButton pendingLabel="Changing…" className="whitespace-nowrap">
                Change my role in the database
              </SubmitButton>
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
    <li className="flex-1 basis-48">
      {children}
      <p className="mt-2 text-sm text-muted text-pretty">{says}</p>
    </li>
  )
}
