'use client'

import { ConfirmMutation } from '@/app/_client/confirm-mutation'
import type { Mutating } from '@/app/_client/mutation'
import { useResource } from '@/app/_client/resource'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { UtcTime } from '@/app/_wire/utc-time'
import type { clientBody } from '@/lib/http/bodies'
import { useChanges } from '../../_parts/acting'
import { Loaded } from '../../_parts/loaded'
import { NewClient } from './new-client'

type ListedClient = ReturnType<typeof clientBody>

interface Clients {
  readonly clients: readonly ListedClient[]
}

export function ClientsPanel({
  initial,
  scopes,
  tokenSeconds,
}: {
  readonly initial: Clients | null
  readonly scopes: readonly string[]
  /** How long a token of a client lives. */
  readonly tokenSeconds: number
}) {
  const resource = useResource<Clients>('/api/admin/clients', initial)
  const changes = useChanges(resource.reload)
  return (
    <Loaded resource={resource}>
      {({ clients }) => (
        <div className="space-y-8">
          <NewClient scopes={scopes} changes={changes} />
          <section aria-labelledby="all" className="space-y-4">
            <h2 id="all" className="text-xl font-semibold">
              Clients
            </h2>
            {clients.length === 0 ? <p className="text-sm text-muted">None yet.</p> : null}
            <ul className="space-y-4">
              {clients.map((client) => (
                <ClientCard key={client.id} client={client} tokenSeconds={tokenSeconds} changes={changes} />
              ))}
            </ul>
          </section>
        </div>
      )}
    </Loaded>
  )
}

function ClientCard({ client, tokenSeconds, changes }: { readonly client: ListedClient; readonly tokenSeconds: number; readonly changes: Mutating }) {
  return (
    <Card as="li">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="font-semibold wrap-anywhere">{client.name}</h3>
        <span className="mr-auto flex flex-wrap gap-2">
          {client.scopes.map((scope) => (
            <Badge key={scope} className="font-mono">
              {scope}
            </Badge>
          ))}
        </span>
        <ConfirmMutation
          of={changes}
          name="delete-client"
          id={client.id}
          about={client.name}
          label="Delete"
          labelOf={client.name}
          button="Delete this client"
          pendingLabel="Deleting…"
        >
          <p>It gets no more tokens, and every token that it holds is refused here at the next request. Nobody is signed
          out.</p>
          <p>A server that verifies tokens by itself, without asking this one, accepts them for up to {tokenSeconds} more seconds.</p>
        </ConfirmMutation>
      </div>
      <p className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm">
        <span>
          client_id <Code>{client.id}</Code>
        </span>
        <span>
          Since <UtcTime at={Date.parse(client.createdAt)} />
        </span>
      </p>
    </Card>
  )
}
