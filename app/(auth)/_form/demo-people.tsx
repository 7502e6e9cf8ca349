import { Fragment } from 'react'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import type { DemoPerson } from '@/lib/stores/users'

/** Who there is to try this server with; nothing where there are no demo people. */
export function DemoPeople({ people }: { readonly people: readonly DemoPerson[] }) {
  if (people.length === 0) return null
  return (
    <Card as="section" aria-labelledby="demo" className="bg-transparent! text-sm">
      <h2 id="demo" className="font-semibold">
        Demo people on this server
      </h2>
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
        {people.map(({ user: { id, email, role } }) => (
          <Fragment key={id}>
            <dt className="text-muted">{role === 'admin' ? 'Admin' : 'User'}</dt>
            <dd>
              <Code>{email}</Code>
            </dd>
          </Fragment>
        ))}
        <dt className="text-muted">Password</dt>
        <dd>
          <Code>{DEMO_PASSWORD}</Code>
        </dd>
      </dl>
    </Card>
  )
}
