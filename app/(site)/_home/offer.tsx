import { ButtonLink } from '@/app/_ui/button'
import { SubmitButton } from '@/app/_ui/submit-button'
import { Carried } from '@/app/_wire/carried'
import type { ModeFacts, Role, Session } from '@/lib/auth/contract'

export interface DemoPerson {
  readonly email: string
  readonly name: string
  readonly role: Role
}

/** What this page offers to whoever reads it, which depends on who that is. */
export function Offer({
  viewer,
  facts,
  people,
  signIn,
}: {
  readonly viewer: Session | null | 'unknown'
  readonly facts: ModeFacts
  /** The demo people; none where they do not exist. */
  readonly people: readonly DemoPerson[]
  /** Signs the demo person in whose address is in the form. */
  readonly signIn: (form: FormData) => Promise<void>
}) {
  if (viewer === 'unknown') {
    return (
      <p className="mt-3 text-muted">
        The store is not answering, so nobody can be signed in or recognised now. Reload this page in a moment.
      </p>
    )
  }
  if (viewer) {
    return (
      <>
        <p className="mt-3 text-muted">
          You are signed in as {viewer.user.name} ({viewer.user.role}). The dashboard shows what your request carried,
          what the server did with it, and where the state lives.
        </p>
        <ButtonLink href="/dashboard" prefetch={false} variant="primary" className="mt-5">
          Open the dashboard
        </ButtonLink>
      </>
    )
  }
  if (people.length === 0) {
    return (
      <>
        <p className="mt-3 text-muted">
          Sign in, and the dashboard shows what your request carried, what the server did with it, and where the state
          lives.
        </p>
        <div className="mt-5 flex flex-wrap gap-3">
          <ButtonLink href="/sign-up" prefetch={false} variant="primary">
            Sign up
          </ButtonLink>
          <ButtonLink href="/sign-in" prefetch={false}>
            Sign in
          </ButtonLink>
        </div>
      </>
    )
  }
  return (
    <>
      <p className="mt-3 text-muted">
        One press is a real sign-in: the server begins a session for a demo person, and what stands for it travels from
        then on <Carried facts={facts} />. The dashboard then shows what your request carried.
      </p>
      <ul className="mt-5 flex flex-wrap gap-3">
        {people.map(({ email, name, role }, at) => (
          <li key={email}>
            <form action={signIn}>
              <input type="hidden" name="email" value={email} />
              <SubmitButton pendingLabel="Signing in…" variant={at === 0 ? 'primary' : 'secondary'} className="wrap-anywhere">
                Sign in as {name.split(' ')[0]}, {role === 'user' ? 'a user' : 'an admin'}
              </SubmitButton>
            </form>
          </li>
        ))}
      </ul>
    </>
  )
}
