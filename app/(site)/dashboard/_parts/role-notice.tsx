import { Notice } from '@/app/_ui/notice'
import type { Place, Role } from '@/lib/auth/contract'

/** After the role was changed in the database: whether this request's credential noticed, and why. */
export function RoleNotice({
  inDatabase,
  judgedAs,
  stateLives,
  renews,
}: {
  /** What the database says now. */
  readonly inDatabase: Role
  readonly judgedAs: Role
  readonly stateLives: Place
  /** Whether this mode has anything to renew. */
  readonly renews: boolean
}) {
  const inStore = stateLives === 'store'
  if (inDatabase === judgedAs) {
    return (
      <Notice role="status" id="done" tabIndex={-1} title={`The database now says ${inDatabase}, and this request was judged as ${judgedAs}`}>
        <p>
          {inStore
            ? 'The check read the person from the store, so the change took effect at once.'
            : 'The credential agrees with the database: it was made or renewed after the role had changed.'}
        </p>
      </Notice>
    )
  }
  return (
    <Notice role="status" id="done" tabIndex={-1} title={`The database now says ${inDatabase}; this request was judged as ${judgedAs}`}>
      <p>
        {inStore
          ? 'Because the check read the person from the store, and the role there has changed again since.'
          : `Because the role was written into the credential when it was made, and the check asks no database. Ask again and nothing changes; ${renews ? 'renew' : 'sign in again'} and the new role is written into it.`}
      </p>
    </Notice>
  )
}
