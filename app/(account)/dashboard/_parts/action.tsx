import type { ReactNode } from 'react'

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

/** Pressing this writes the users table, in every mode. */
export const FLIP_ROLE = {
  label: 'Change my role in the database',
  pendingLabel: 'Changing…',
  says: 'Writes the users table and leaves this credential alone. See whether it notices.',
} as const
