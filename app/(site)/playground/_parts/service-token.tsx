import { useState } from 'react'
import { useViewer } from '@/app/_client/viewer'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { redact } from '@/lib/xray/redact'
import type { ToSend } from './send'

/** A client of the token endpoint. */
export interface Client {
  readonly id: string
  readonly secret: string
}

const CLIENT_BODY = { name: 'Playground', scopes: ['reports:read', 'reports:write'] }
const CREATE: ToSend = { method: 'POST', target: '/api/admin/clients', scheme: 'session', headers: [['content-type', 'application/json']], body: JSON.stringify(CLIENT_BODY) }
const MINT: ToSend = { method: 'POST', target: '/api/token', scheme: 'client', headers: [['content-type', 'application/x-www-form-urlencoded']], body: 'grant_type=client_credentials' }

/** Makes a client, and gets a token for it; both live in this page alone. */
export function ServiceToken({
  client,
  token,
  keep,
  ask,
}: {
  readonly client: Client
  readonly token: string | null
  readonly keep: (client: Client) => void
  /** Sends it, shows it, and keeps what it hands over. */
  readonly ask: (request: ToSend) => Promise<void>
}) {
  const viewer = useViewer()
  const [busy, setBusy] = useState(false)
  const isAdmin = viewer.status === 'in' && viewer.session.user.role === 'admin'
  const press = (request: ToSend) => () => {
    setBusy(true)
    void ask(request).finally(() => {
      setBusy(false)
    })
  }
  return (
    <details className="mt-8 rounded-lg border border-line bg-surface p-4">
      <summary className="min-h-6 cursor-pointer font-semibold">A server-to-server token</summary>
      <p className="mt-2 text-sm text-pretty text-muted">
        A server has no cookie. It gets a token with its id and secret, and opens <code>/api/reports</code> with it; there it is sent for you.
        {isAdmin ? '' : ' Only an administrator can make a client. Sign in as one, or use a client that you have.'}
      </p>
      <div className="mt-4 grid gap-4 sm:grid-cols-2">
        <Field label="Client id" value={client.id} autoComplete="off" spellCheck={false} onChange={({ target: { value } }) => keep({ ...client, id: value })} />
        <Field label="Client secret" type="password" value={client.secret} autoComplete="off" onChange={({ target: { value } }) => keep({ ...client, secret: value })} />
      </div>
      <div className="mt-4 flex flex-wrap gap-3">
        {isAdmin ? (
          <Button size="sm" aria-disabled={busy} onClick={press(CREATE)}>
            Make a client
          </Button>
        ) : null}
        <Button size="sm" variant="primary" disabled={client.id === '' || client.secret === ''} aria-disabled={busy} onClick={press(MINT)}>
          Mint a token
        </Button>
        <Button size="sm" disabled={token === null} aria-disabled={busy} onClick={press({ method: 'GET', target: '/api/reports', scheme: 'service', headers: [], body: null })}>
          Call /api/reports with it
        </Button>
      </div>
      <p role="status" className="mt-3 text-sm">
        {token === null ? 'No token yet.' : `The token of this page: ${redact(token)}, ${String(token.length)} bytes. It lives for 300 seconds.`}
      </p>
    </details>
  )
}
