'use client'

import { useState } from 'react'
import { LifeLine } from '@/app/_wire/life-line'
import type { ModeFacts } from '@/lib/auth/contract'
import { lifeOf, nearestEnd } from '@/lib/xray/life'
import { Countdown } from './countdown'
import { useViewer } from './viewer'

/** As `Life`, where only a script knows who is signed in. */
export default function TokenLife({ facts }: { readonly facts: ModeFacts }) {
  const viewer = useViewer()
  const [now] = useState(Date.now)
  if (viewer.status !== 'in') return null
  const moments = lifeOf(viewer.session, facts, now)
  const end = nearestEnd(moments)
  return (
    <>
      {end ? <Countdown {...end} renewable={facts.renews !== 'never'} /> : null}
      <LifeLine moments={moments} />
    </>
  )
}
