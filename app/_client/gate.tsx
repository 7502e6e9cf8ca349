'use client'

import { usePathname } from 'next/navigation'
import { useState, type ReactNode } from 'react'
import { Out } from '@/app/_bearer/out'
import { check } from '@/app/_bearer/viewer'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Skeleton } from './skeleton'
import { useTransport, useViewer } from './viewer'

interface Gated {
  /** Shown until it is known who asks. */
  readonly waiting?: ReactNode
  readonly children: ReactNode
}

/** Shows its content to whoever is signed in. With cookies the server saw to that; with a token only a script can ask. */
export function Gate({ waiting, children }: Gated) {
  return useTransport() === 'token' ? <TokenGate waiting={waiting}>{children}</TokenGate> : children
}

function TokenGate({ waiting = <Skeleton />, children }: Gated) {
  const viewer = useViewer()
  const path = usePathname()
  const [entered, setEntered] = useState(false)
  if (viewer.status === 'in' && !entered) setEntered(true)
  if (viewer.status === 'in') return children
  if (viewer.status === 'unknown') return waiting
  if (viewer.status === 'out') return <Out why={viewer.why} arrived={!entered} next={path} />
  return (
    <Notice tone="bad" role="alert" title={viewer.refusal?.title} className="mt-6">
      <p>{viewer.refusal?.detail}</p>
      <p>The server could not check who you are. The token is still in this browser, and nobody was signed out.</p>
      <p className="pt-2">
        <Button size="sm" onClick={() => void check()}>
          Try again
        </Button>
      </p>
    </Notice>
  )
}
