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
            ? 'The check read the person from the store, so the change was felt at once.'
            : 'The credential says the same as the database. It was made, or renewed, when the role was already this.'}
        </p>
      </Notice>
    )
  }
  return (
    <Notice role="status" id="done" tabIndex={-1} title={`The database now says ${inDatabase}; this request was judged as ${judgedAs}`}>
      <p>
        {inStore
          ? 'Because the check reads the person from the store, and the role there was changed again since.'
          : `Because the role was written into the credential when it was made, and the check asks no database. Ask again and nothing changes; ${renews ? 'renew' : 'sign in again'} and it is written anew.`}
      </p>
    </Notice>
  )
}
