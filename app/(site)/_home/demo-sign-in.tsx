import { demoSignIn } from '@/app/(auth)/actions'
import { ButtonLink } from '@/app/_ui/button'
import { Code } from '@/app/_ui/code'
import { SubmitButton } from '@/app/_ui/submit-button'
import { DEMO_PEOPLE } from '@/db/seed'
import type { ModeFacts, ModeName, Session } from '@/lib/auth/contract'

/** The shortest way to a request worth looking at: a real session for a demo person, or one's own. */
export function DemoSignIn({
  viewer,
  site,
}: {
  readonly viewer: Session | null | 'unknown'
  readonly site: { readonly demo: boolean; readonly mode: ModeName; readonly facts: ModeFacts }
}) {
  return (
    <section aria-labelledby="try" className="mt-16 max-w-3xl">
      <h2 id="try" className="text-2xl font-semibold tracking-tight">
        See it on your own request
      </h2>
      <Offer viewer={viewer} site={site} />
    </section>
  )
}

function Offer({ viewer, site }: Parameters<typeof DemoSignIn>[0]) {
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
  if (!site.demo) {
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
        One press is a real sign-in: the server begins a session for a demo person and sends this browser the cookie{' '}
        <Code>{site.facts.credentialName}</Code>. The dashboard then shows what your request carried.
      </p>
      <ul className="mt-5 flex flex-wrap gap-3">
        {DEMO_PEOPLE.map(({ email, name, role }) => (
          <li key={email}>
            <form action={demoSignIn}>
              <input type="hidden" name="email" value={email} />
              <SubmitButton pendingLabel="Signing in…" variant={role === 'user' ? 'primary' : 'secondary'}>
                Sign in as {name.split(' ')[0]}, {role === 'user' ? 'a user' : 'an admin'}
              </SubmitButton>
            </form>
          </li>
        ))}
      </ul>
    </>
  )
}
