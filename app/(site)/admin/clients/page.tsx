import type { Metadata } from 'next'
import { clientBody } from '@/lib/http/bodies'
import { SCOPES, SERVICE_TOKEN_SECONDS } from '@/lib/oauth/service-tokens'
import { AdminPage } from '../_parts/admin-page'
import { ClientsPanel } from './_parts/clients-panel'

export const metadata: Metadata = { title: 'Service clients' }

export default function ClientsPage() {
  return (
    <AdminPage
      title="Service clients"
      says="Other servers that may ask this one for tokens. They are not people: they have a secret instead of a password, and no session."
    >
      {async (actor) => (
        <ClientsPanel
          initial={actor && { clients: (await actor.stores.clients.list()).map(clientBody) }}
          scopes={SCOPES}
          tokenSeconds={SERVICE_TOKEN_SECONDS}
        />
      )}
    </AdminPage>
  )
}
