import { ConfirmMutation } from '@/app/_client/confirm-mutation'
import { MutationForm, type Mutating } from '@/app/_client/mutation'
import { SubmitButton } from '@/app/_ui/submit-button'

/** What is signed with these keys. */
export interface Signed {
  /** Whether sessions of this mode are. */
  readonly signsSessions: boolean
  /** Whether a session goes on when what was signed for it is refused. */
  readonly goesOn: boolean
  /** How long a service token lives. */
  readonly tokenSeconds: number
}

/** The two ways to sign with a new key: with the old one still verifying, and without. */
export function Rotation({ changes, signsSessions, goesOn, tokenSeconds }: Signed & { readonly changes: Mutating }) {
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <div>
        <MutationForm of={changes} name="rotate-signing-key">
          <SubmitButton size="sm" pendingLabel="Rotating…">
            Rotate
          </SubmitButton>
        </MutationForm>
        <p className="mt-2 text-sm text-muted text-pretty">
          A new key signs from now on. The old one still verifies until the last token it signed expires. No session ends.
        </p>
      </div>
      <div>
        <ConfirmMutation
          of={changes}
          name="rotate-signing-key"
          label="Rotate and drop the others"
          button="Drop every other key"
          pendingLabel="Dropping…"
        >
          <input type="hidden" name="revoke" value="true" />
          {signsSessions ? (
            <p>
              {goesOn
                ? 'Every access token out there is refused at once. The sessions behind them go on: each browser gets a new one with its refresh token.'
                : 'Every token of every person is refused at once, yours too. Everybody has to sign in again, and nobody can tell how many people that is.'}
            </p>
          ) : (
            <p>Nobody’s session ends: in this mode these keys do not sign sessions.</p>
          )}
          <p>
            Every service token is refused at once wherever this server is asked. Each is valid for {tokenSeconds}
            seconds at most; a client then asks for another. A server that verifies tokens by itself refuses them once
            it has fetched the key set again.
          </p>
          <p>It takes effect at the next request. Other processes of this server may trust a key for up to a second more.</p>
        </ConfirmMutation>
        <p className="mt-2 text-sm text-muted text-pretty">For a key that somebody may have stolen.</p>
      </div>
    </div>
  )
}
