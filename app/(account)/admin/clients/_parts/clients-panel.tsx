'use client'

import { useState } from 'react'
import { useApi } from '@/app/_client/api'
import { OutcomeNotice, RefusalNotice, useOutcome } from '@/app/_client/outcome'
import { useResource } from '@/app/_client/resource'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { Confirm } from '@/app/_ui/confirm'
import { CopyButton } from '@/app/_ui/copy-button'
import { Field } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { SubmitButton } from '@/app/_ui/submit-button'
import { UtcTime } from '@/app/_wire/utc-time'
import type { Refusal } from '@/lib/problem'
import { Loaded } from '../../_parts/loaded'

interface Client {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: string
}

interface Created {
  readonly client: Client
  readonly client_secret: string
}

export function ClientsPanel({
  initial,
  scopes,
  tokenSeconds,
}: {
  readonly initial: { readonly clients: readonly Client[] } | null
  readonly scopes: readonly string[]
  /** How long a token of a client lives. */
  readonly tokenSeconds: number
}) {
  const api = useApi()
  const outcome = useOutcome()
  const resource = useResource<{ readonly clients: readonly Client[] }>('/api/admin/clients', initial)
  const [made, setMade] = useState<Created | null>(null)
  const [refused, setRefused] = useState<Refusal | null>(null)
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>(scopes.slice(0, 1))

  async function create() {
    const answer = await api<Created>('POST', '/api/admin/clients', { name, scopes: chosen })
    setRefused('refusal' in answer ? answer.refusal : null)
    if ('refusal' in answer) return
    setMade(answer.body)
    setName('')
    await resource.reload()
  }

  async function remove(client: Client) {
    const answer = await api<undefined>('DELETE', `/api/admin/clients/${client.id}`)
    await resource.reload()
    if (made?.client.id === client.id) setMade(null)
    outcome.say(
      'refusal' in answer
        ? answer
        : {
            title: `${client.name} was deleted`,
            body: <p>Takes effect now: its tokens are refused here from the next request, and it gets no other.</p>,
          },
    )
  }

  const errorOf = (field: string) => refused?.errors.find(({ path }) => path.split('.')[0] === field)?.message
  return (
    <Loaded resource={resource}>
      {({ clients }) => (
        <div className="space-y-8">
          <Card as="section" aria-labelledby="new">
            <h2 id="new" className="text-xl font-semibold">
              New client
            </h2>
            <form action={create} className="mt-4 space-y-4">
              {refused?.errors.length === 0 ? <RefusalNotice refusal={refused} /> : null}
              <Field
                label="Name"
                name="name"
                required
                maxLength={100}
                autoComplete="off"
                value={name}
                error={errorOf('name')}
                onChange={(event) => {
                  setName(event.target.value)
                }}
              />
              <fieldset>
                <legend className="text-sm font-medium">Scopes that it may ask for</legend>
                {errorOf('scopes') ? <p className="mt-1 text-sm font-medium text-bad">{errorOf('scopes')}</p> : null}
                <div className="mt-1.5 flex flex-wrap gap-x-6 gap-y-2">
                  {scopes.map((scope) => (
                    <label key={scope} className="flex min-h-8 items-center gap-2">
                      <input
                        type="checkbox"
                        className="size-4 accent-accent"
                        checked={chosen.includes(scope)}
                        onChange={(event) => {
                          setChosen(event.target.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope))
                        }}
                      />
                      <Code>{scope}</Code>
                    </label>
                  ))}
                </div>
              </fieldset>
              <SubmitButton variant="primary" pendingLabel="Creating…">
                Create client
              </SubmitButton>
            </form>
            <div role="status" className="mt-4">
              {made ? (
                <Notice title={`${made.client.name} was created. Copy its secret now`}>
                  <p>It is shown once: the server keeps its SHA-256 and nothing else.</p>
                  <Copied name="client_id" value={made.client.id} />
                  <Copied name="client_secret" value={made.client_secret} />
                </Notice>
              ) : null}
            </div>
          </Card>
          <section aria-labelledby="all" className="space-y-4">
            <h2 id="all" className="text-xl font-semibold">
              Clients
            </h2>
            <OutcomeNotice outcome={outcome} />
            {clients.length === 0 ? <p className="text-sm text-muted">None yet.</p> : null}
            <ul className="space-y-4">
              {clients.map((client) => (
                <Card as="li" key={client.id}>
                  <div className="flex flex-wrap items-center gap-3">
                    <h3 className="font-semibold wrap-anywhere">{client.name}</h3>
                    <span className="mr-auto flex flex-wrap gap-2">
                      {client.scopes.map((scope) => (
                        <Badge key={scope} className="font-mono">
                          {scope}
                        </Badge>
                      ))}
                    </span>
                    <Confirm label="Delete" of={client.name} button="Delete this client" pendingLabel="Deleting…" onConfirm={() => remove(client)}>
                      <p>
                        It gets no token any more, and every token that it holds is refused here at the next request. Nobody is
                        signed out.
                      </p>
                      <p>
                        A server that verifies tokens by itself, without asking this one, accepts them for up to {tokenSeconds} more
                        seconds.
                      </p>
                    </Confirm>
                  </div>
                  <p className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm">
                    <span>
                      client_id <Code>{client.id}</Code>
                    </span>
                    <span>
                      Since <UtcTime at={Date.parse(client.createdAt)} />
                    </span>
                  </p>
                </Card>
              ))}
            </ul>
          </section>
        </div>
      )}
    </Loaded>
  )
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
