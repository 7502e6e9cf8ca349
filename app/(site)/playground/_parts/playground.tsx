'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { dropIfRejected, keepHandedOver } from '@/app/_bearer/viewer'
import { readToken } from '@/app/_bearer/token'
import { useTransport } from '@/app/_client/viewer'
import { Notice } from '@/app/_ui/notice'
import type { Callable } from './callable'
import { ExchangeView, History } from './exchange'
import { RequestForm } from './request-form'
import { send, type Exchange, type ToSend } from './send'
import { ServiceToken, type Client } from './service-token'

/** How many requests are remembered. */
const MOST = 20

const basicOf = ({ id, secret }: Client) => `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}`

/** Sends any request of the API as whoever is here, and shows both sides. */
export default function Playground({ endpoints, first, origin }: { readonly endpoints: readonly Callable[]; readonly first: string | null; readonly origin: string }) {
  const transport = useTransport()
  const router = useRouter()
  const [chosen, setChosen] = useState(endpoints.find(({ id }) => id === first) ?? endpoints.find(({ path }) => path === '/api/me') ?? endpoints[0])
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([])
  const [shown, setShown] = useState<Exchange | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [client, setClient] = useState<Client>({ id: '', secret: '' })
  const [token, setToken] = useState<string | null>(null)

  async function ask(request: ToSend) {
    setFailed(null)
    const mine = transport === 'token' ? readToken() : null
    const given = request.scheme === 'client' ? basicOf(client) : request.scheme === 'service' && token !== null ? `Bearer ${token}` : null
    try {
      const { exchange, told } = await send(request, transport === 'token' ? { token: mine } : 'cookies', given)
      setExchanges((before) => [exchange, ...before].slice(0, MOST))
      setShown(exchange)
      if (request.scheme === 'client') keepToken(told)
      else if (request.scheme !== 'service') await keepOwn(request, exchange, told, mine)
    } catch (error) {
      setFailed(error instanceof Error ? error.message : 'No answer came.')
    }
  }

  function keepToken(told: unknown) {
    if (typeof told === 'object' && told !== null && 'access_token' in told && typeof told.access_token === 'string') setToken(told.access_token)
  }

  /** What pages keep and drop after a request, this one does too. */
  async function keepOwn({ method, target }: ToSend, { status, code }: Exchange, told: unknown, mine: string | null) {
    if (target === '/api/admin/clients' && typeof told === 'object' && told !== null && 'client_secret' in told) {
      const made = told as { client: { id: string }; client_secret: string }
      setClient({ id: made.client.id, secret: made.client_secret })
    }
    if (transport === 'token') {
      if (code !== null) dropIfRejected(mine, { status, refusal: { code, title: '', detail: '', errors: [] } })
      else await keepHandedOver(told, mine)
    } else if (method !== 'GET' && status < 400) router.refresh()
  }

  if (!chosen) return null
  return (
    <>
      <RequestForm key={chosen.id} endpoint={chosen} endpoints={endpoints} origin={origin} cookies={transport !== 'token'} choose={(id) => setChosen(endpoints.find((one) => one.id === id))} ask={ask} />
      {failed === null ? null : (
        <Notice tone="bad" role="alert" title="Nothing was answered" className="mt-6">
          <p>{failed}</p>
        </Notice>
      )}
      <div className="mt-8">
        <h2 className="text-lg font-semibold">Request and response</h2>
        <p role="status" className="mt-1 text-sm">
          {shown ? `${String(shown.status)} after ${String(shown.ms)} ms, as this browser measured it; ${String(shown.bytes)} bytes.` : 'Nothing has been sent yet.'}
        </p>
        {shown ? <ExchangeView exchange={shown} /> : null}
      </div>
      <ServiceToken client={client} token={token} keep={setClient} ask={ask} />
      {shown ? <History exchanges={exchanges} chosen={shown} choose={setShown} /> : null}
    </>
  )
}
