'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { Out } from '@/app/_bearer/out'
import { check, useBearer } from '@/app/_bearer/store'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { useCarrier } from './api'
import { Skeleton } from './skeleton'

/** Shows its content to whoever is signed in. With cookies the server saw to that; with a token only a script can ask. */
export function Gate({ children }: { readonly children: ReactNode }) {
  return useCarrier() === 'token' ? <TokenGate>{children}</TokenGate> : children
}

function TokenGate({ children }: { readonly children: ReactNode }) {
  const bearer = useBearer()
  const path = usePathname()
  if (bearer.status === 'in') return children
  if (bearer.status === 'unknown') return <Skeleton />
  if (bearer.status === 'out') return <Out why={bearer.why} arrived={bearer.why === null} next={path} />
  return (
    <Notice tone="bad" role="alert" title="The server did not answer">
      <p>Who you are is unknown. The token is still in this browser, and nobody was signed out.</p>
      <Button size="sm" onClick={() => void check()}>
        Try again
      </Button>
    </Notice>
  )
}
