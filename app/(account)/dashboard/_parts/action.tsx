import type { ReactNode } from 'react'
import { SubmitButton } from '@/app/_ui/submit-button'

/** The things that can be done with this session. */
export function ActionList({ children }: { readonly children: ReactNode }) {
  return (
    <section aria-labelledby="actions">
      <h2 id="actions" className="sr-only">
        Actions
      </h2>
      <ul className="flex flex-wrap gap-x-8 gap-y-5">{children}</ul>
    </section>
  )
}

/** One of them, with what it will do in this mode. */
export function Action({ says, children }: { readonly says: ReactNode; readonly children: ReactNode }) {
  return (
    <li className="flex-1 basis-48">
      {children}
      <p className="mt-2 text-sm text-muted text-pretty">{says}</p>
    </li>
  )
}

/** Pressing this writes the users table, in every mode. `action` is how the mode's page asks for it. */
export function FlipRole({ action }: { readonly action: () => Promise<void> }) {
  return (
    <Action says="Writes the users table and leaves this credential alone. See whether it notices.">
      <form action={action}>
        <SubmitButton pendingLabel="Changing…" className="whitespace-nowrap">
          Change my role in the database
        </SubmitButton>
      </form>
    </Action>
  )
}
