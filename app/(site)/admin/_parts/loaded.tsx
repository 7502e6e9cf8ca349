'use client'

import type { ReactNode } from 'react'
import { RefusalNotice } from '@/app/_client/outcome'
import type { Resource } from '@/app/_client/resource'
import { Skeleton } from '@/app/_client/skeleton'
import { NotAllowed } from './not-allowed'

/** What was read, or why not. What was read before stays when reading it again fails. */
export function Loaded<T>({ resource, children }: { readonly resource: Resource<T>; readonly children: (data: T) => ReactNode }) {
  const { data, refusal } = resource
  if (refusal?.code === 'forbidden') return <NotAllowed />
  return (
    <>
      {refusal ? <RefusalNotice refusal={refusal} /> : null}
      {data === null ? refusal ? null : <Skeleton /> : children(data)}
    </>
  )
}
