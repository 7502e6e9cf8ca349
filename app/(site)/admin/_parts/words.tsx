import { Promised } from '@/app/_client/outcome'
import type { Words } from '@/app/_client/result'
import { Code } from '@/app/_ui/code'
import { CopyButton } from '@/app/_ui/copy-button'
import { UtcTime } from '@/app/_wire/utc-time'
import type { RevocationBody } from '@/lib/http/bodies'

/** What an administrator is told once something was done, and from when it takes effect. */
export const WORDS: Words = {
  'set-authority': ({ user, revocation }, _, { role }) =>
    role?.[0] === undefined
      ? {
          title: `${user.name} is now ${user.disabled ? 'disabled' : 'enabled'}`,
          body: revocation ? <Promised revocation={revocation} /> : user.disabled ? null : <p>They can sign in again from now on.</p>,
        }
      : { title: `${user.name} is now ${user.role}`, body: <PromisedRole role={user.role} revocation={revocation} /> },

  'end-sessions-of-person': (revocation, name) => ({ title: `The sessions of ${name} were ended`, body: <Promised revocation={revocation} /> }),

  'create-client': ({ client, client_secret: secret }) => ({
    title: `${client.name} was created. Copy its secret now`,
    body: (
      <>
        <p>It is shown once: the server keeps its SHA-256 and nothing else.</p>
        <Copied name="client_id" value={client.id} />
        <Copied name="client_secret" value={secret} />
      </>
    ),
  }),

  'delete-client': (_, name) => ({
    title: `${name} was deleted`,
    body: <p>Takes effect now: its tokens are refused here from the next request on, and it gets no new ones.</p>,
  }),

  'rotate-signing-key': ({ key }, _, { revoke }) => ({
    title: revoke?.[0] === 'true' ? 'Rotated, and the other keys were dropped' : 'Rotated',
    body: (
      <>
        <p>
          New tokens are signed with <Code>{key.kid}</Code>.
        </p>
        {revoke?.[0] === 'true' ? (
          <p>Takes effect now: whatever the others signed is refused at its next request.</p>
        ) : (
          <p>What was signed before is accepted until it expires. Nobody is signed out.</p>
        )}
      </>
    ),
  }),
}

function Copied({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 sm:flex-nowrap">
      <span className="shrink-0 basis-full font-mono text-muted sm:basis-auto">{name}</span>
      <Code className="min-w-0 max-sm:flex-1">{value}</Code>
      <CopyButton text={value} of={name} />
    </p>
  )
}

/** A promise about a role. Pages for administrators ask the database anyway; other checks believe the credential. */
function PromisedRole({ role, revocation }: { readonly role: string; readonly revocation: RevocationBody | null }) {
  if (revocation === null) {
    return <p>{role === 'admin' ? 'Administration pages ask the database, so they can open them now.' : 'Nothing was taken away.'}</p>
  }
  if (revocation.takesEffect === 'now') return <p>Takes effect now: the next request is judged with the new role.</p>
  return (
    <p>
      They can no longer open administration pages, which ask the database. A credential made earlier may carry the old
      role until <UtcTime at={Date.parse(revocation.at)} /> at the latest. {revocation.why}
    </p>
  )
}
