import type { ReactNode } from 'react'
import { PressForm } from '@/app/_client/mutation'
import { SignOut } from '@/app/_client/sign-out'
import { Code } from '@/app/_ui/code'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { ModeFacts } from '@/lib/auth/contract'
import { AskAgain, type Asking } from './ask-again'

/** What can be done with this session: forms, which need no script where its credential travels by itself. */
export function Actions({
  facts,
  ends,
  canFlipRole,
  asking,
}: {
  readonly facts: ModeFacts
  /** What signing out does. */
  readonly ends: string
  readonly canFlipRole: boolean
  /** Where a script asks. */
  readonly asking?: Asking | undefined
}) {
  const renews = facts.renews !== 'never'
  return (
    <section aria-labelledby="actions">
      <h2 id="actions" className="sr-only">
        Actions
      </h2>
      <ul className="flex flex-wrap gap-x-8 gap-y-5">
        <Action says={`${asking ? 'Sends the token' : 'Asks for this page'} once more and measures everything again.`}>
          <AskAgain asking={asking} />
        </Action>
        {renews ? (
          <Action says={renewalOf(facts)}>
            <PressForm name="renew" after={asking?.ask}>
              <SubmitButton pendingLabel="Renewing…">Renew</SubmitButton>
            </PressForm>
          </Action>
        ) : null}
        {canFlipRole ? (
          <Action says="Changes the users table and leaves this credential alone. See whether the next check notices.">
            <PressForm name="flip-role" after={asking?.ask}>
              <SubmitButton pendingLabel="Changing…" className="whitespace-nowrap">
                Change my role in the database
              </SubmitButton>
            </PressForm>
          </Action>
        ) : null}
        <Action says={ends}>
          <SignOut variant="danger" />
        </Action>
        {renews ? null : (
          <Action
            says={
              <>
                When the token expires you sign in again. <Code>POST /api/renew</Code> answers 409.
              </>
            }
          >
            <p className="flex min-h-10 items-center text-sm font-medium">Nothing to renew in this mode</p>
          </Action>
        )}
      </ul>
    </section>
  )
}

/** One of them, with what it will do in this mode. */
function Action({ says, children }: { readonly says: ReactNode; readonly children: ReactNode }) {
  return (
    <li className="flex-1 basis-48">
      {children}
      <p className="mt-2 text-sm text-muted text-pretty">{says}</p>
    </li>
  )
}

function renewalOf({ stateLives, renews }: ModeFacts): string {
  if (stateLives === 'store') return 'Extends the row. The cookie keeps its value.'
  if (renews === 'refresh-token') return 'Spends the refresh token, asks the store once, and replaces both cookies.'
  return 'Reads your account from the database once, and makes a new credential from it.'
}
