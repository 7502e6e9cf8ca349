import { Promised, PromisedRole } from '@/app/_client/outcome'
import type { Words } from '@/app/_client/result'
import { Code } from '@/app/_ui/code'
import { CopyButton } from '@/app/_ui/copy-button'

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
    body: <p>Takes effect now: its tokens are refused here from the next request, and it gets no other.</p>,
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
          <p>What was signed before is accepted until its own end. Nobody is signed out.</p>
        )}
      </>
    ),
  }),
}

function Copied({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <p className="flex items-center gap-2">
      <span className="shrink-0 font-mono text-muted">{name}</span>
      <Code className="min-w-0">{value}</Code>
      <CopyButton text={value} of={name} />
    </p>
  )
}
