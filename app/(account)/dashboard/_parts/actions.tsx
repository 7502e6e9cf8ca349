import { flipRole, renew } from '@/app/(auth)/actions'
import { SignOut } from '@/app/_client/sign-out'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { ModeFacts } from '@/lib/auth/contract'
import { Action, ActionList, FlipRole } from './action'
import { AskAgain } from './ask-again'

/** What can be done with a session that travels by cookie: forms, which need no script. */
export function Actions({
  facts,
  ends,
  canFlipRole,
}: {
  readonly facts: ModeFacts
  /** What signing out does. */
  readonly ends: string
  readonly canFlipRole: boolean
}) {
  return (
    <ActionList>
      <Action says="Asks for this page once more; every figure is measured anew.">
        <AskAgain />
      </Action>
      <Action says={renewalOf(facts)}>
        <form action={renew}>
          <SubmitButton pendingLabel="Renewing…">Renew</SubmitButton>
        </form>
      </Action>
      {canFlipRole ? <FlipRole action={flipRole} /> : null}
      <Action says={ends}>
        <SignOut variant="danger" />
      </Action>
    </ActionList>
  )
}

function renewalOf({ stateLives, renews }: ModeFacts): string {
  if (stateLives === 'store') return 'Extends the row. The cookie keeps its value.'
  if (renews === 'refresh-token') return 'Spends the refresh token, asks the store once, and replaces both cookies.'
  return 'Reads you from the database once, and makes a new credential from that.'
}
