'use client'

import { useState } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Button } from '@/app/_ui/button'
import { CopyButton } from '@/app/_ui/copy-button'
import { Field } from '@/app/_ui/field'
import { Select } from '@/app/_ui/select'
import { asCurl, asFetch, type Callable } from './callable'
import type { ToSend } from './send'

const SENT_AS = {
  session: 'as whoever is signed in here',
  nobody: 'as whoever is here, signed in or not',
  client: 'with the client id and secret below',
  service: 'with the token between servers below',
} as const

const areaLook = 'mt-1.5 block w-full rounded-md border border-line-strong bg-surface px-3 py-2 font-mono text-sm text-ink'

/** The headers that stand in lines of "name: value". */
const headersIn = (lines: string) =>
  lines.split('\n').flatMap((line): (readonly [string, string])[] => {
    const [, name, value] = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line) ?? []
    return name === undefined || value === undefined ? [] : [[name, value]]
  })

/** One endpoint, filled with what its schema takes; everything can be changed. */
export function RequestForm({
  endpoint,
  endpoints,
  origin,
  cookies,
  choose,
  ask,
}: {
  readonly endpoint: Callable
  readonly endpoints: readonly Callable[]
  readonly origin: string
  readonly cookies: boolean
  readonly choose: (id: string) => void
  readonly ask: (request: ToSend) => Promise<void>
}) {
  const { id, method, path, does, parameters, scheme } = endpoint
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [headers, setHeaders] = useState(endpoint.body ? `content-type: ${endpoint.body.type}` : 'accept: application/json')
  const [body, setBody] = useState(endpoint.body?.example ?? '')
  const [busy, setBusy] = useState(false)

  const given = parameters.filter((parameter) => parameter.in === 'query' && values[parameter.name])
  const query = new URLSearchParams(given.map(({ name }) => [name, values[name] ?? ''])).toString()
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? '')) + (query === '' ? '' : `?${query}`)
  const request: ToSend = { method, target, scheme, headers: headersIn(headers), body: method === 'GET' || body === '' ? null : body }
  const copied = { ...request, url: origin + target, cookies }
  const groups = [...new Set(endpoints.map(({ group }) => group))]

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (busy) return
        setBusy(true)
        void ask(request).finally(() => setBusy(false))
      }}
    >
      <Select label="Endpoint" value={id} onChange={(event) => choose(event.target.value)}>
        {groups.map((group) => (
          <optgroup key={group} label={group}>
            {endpoints.map((one) =>
              one.group === group ? (
                <option key={one.id} value={one.id}>
                  {one.method} {one.path}
                </option>
              ) : null,
            )}
          </optgroup>
        ))}
      </Select>
      <p className="mt-3 flex flex-wrap items-center gap-2 text-sm">
        <Badge tone="server">{method}</Badge>
        <span className="font-mono wrap-anywhere">{target}</span>
      </p>
      <p className="mt-1 text-sm text-muted">
        It {does}. Sent {SENT_AS[scheme]}.
      </p>
      {parameters.length > 0 ? (
        <div className="mt-4 grid gap-4 sm:grid-cols-2">
          {parameters.map(({ name, in: at }) => (
            <Field key={name} label={`${name}, in the ${at}`} value={values[name] ?? ''} required={at === 'path'} spellCheck={false} autoComplete="off" onChange={(event) => setValues({ ...values, [name]: event.target.value })} />
          ))}
        </div>
      ) : null}
      <div className="mt-4 grid gap-4 lg:grid-cols-2">
        <label className="block text-sm font-medium">
          Headers, one a line
          <textarea rows={4} spellCheck={false} value={headers} onChange={(event) => setHeaders(event.target.value)} className={areaLook} />
        </label>
        {method === 'GET' ? null : (
          <label className="block text-sm font-medium">
            Body
            <textarea rows={Math.max(4, body.split('\n').length)} spellCheck={false} value={body} onChange={(event) => setBody(event.target.value)} className={areaLook} />
          </label>
        )}
      </div>
      <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2">
        <Button type="submit" variant="primary" aria-disabled={busy}>
          Send
        </Button>
        <span className="inline-flex items-center text-sm text-muted">
          Copy as curl <CopyButton text={asCurl(copied)} of="as curl" />
        </span>
        <span className="inline-flex items-center text-sm text-muted">
          Copy as fetch <CopyButton text={asFetch(copied)} of="as fetch" />
        </span>
      </div>
    </form>
  )
}
