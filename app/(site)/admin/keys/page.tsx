import type { Metadata } from 'next'
import { signingKeysBody } from '@/lib/http/bodies'
import { getApp } from '@/lib/app'
import { SERVICE_TOKEN_SECONDS } from '@/lib/oauth/service-tokens'
import { getSite } from '@/lib/next/session'
import { AdminPage } from '../_parts/admin-page'
import { KeysPanel } from './_parts/keys-panel'

export const metadata: Metadata = { title: 'Keys and secrets' }

export default async function KeysPage() {
  const { mode, facts, words } = await getSite()
  return (
    <AdminPage
      title="Keys and secrets"
      says="What this server signs and encrypts with. Anyone may see the public keys; secrets are counted here and never shown."
    >
      {async (actor) => (
        <KeysPanel
          initial={actor && (await signingKeysBody(await getApp(), actor.req.now))}
          mode={mode}
          title={words.title}
          signsSessions={facts.credentialKind === 'jws'}
          sealsSessions={facts.credentialKind === 'jwe' || facts.credentialKind === 'seal'}
          goesOn={facts.renews === 'refresh-token'}
          tokenSeconds={SERVICE_TOKEN_SECONDS}
        />
      )}
    </AdminPage>
  )
}
