'use client'

import { useCallback, useEffect, useState } from 'react'
import type { Refusal } from '@/lib/problem'
import { useApi } from './api'
import type { Called } from './ask'

export interface Resource<T> {
  /** What was read last, and still shown when reading it again failed. */
  readonly data: T | null
  readonly refusal: Refusal | null
  /** For what a script has fetched. */
  readonly reload: () => Promise<void>
}

/** Something of the API. What the server rendered with is `given`, and anew with each page; without it, a script fetches it. */
export function useResource<T>(path: string, given: T | null): Resource<T> {
  const api = useApi()
  const [fetched, setFetched] = useState<T | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const byServer = given !== null

  const show = useCallback((answer: Called<T>) => {
    if ('body' in answer) setFetched(answer.body)
    setRefusal('refusal' in answer ? answer.refusal : null)
  }, [])

  const reload = useCallback(async () => {
    show(await api<T>('GET', path))
  }, [api, path, show])

  useEffect(() => {
    if (byServer) return
    let left = false
    void api<T>('GET', path).then((answer) => {
      if (!left) show(answer)
    })
    return () => {
      left = true
    }
  }, [api, byServer, path, show])

  return { data: given ?? fetched, refusal, reload }
}
