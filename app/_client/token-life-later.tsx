'use client'

import { lazy, Suspense } from 'react'
import type { ModeFacts } from '@/lib/auth/contract'

const TokenLife = lazy(() => import('./token-life'))

/** In a file of its own, so that nobody loads it whose page was rendered for them already. */
export function TokenLifeLater({ facts }: { readonly facts: ModeFacts }) {
  return (
    <Suspense>
      <TokenLife facts={facts} />
    </Suspense>
  )
}
