'use client'

import { useCallback, useEffect, useState } from 'react'
import { useApi } from './api'
import type { Called, Refusal } from './ask'

export interface Resource<T> {
  /** What was read last, and still shown when reading it again failed. */
  readonly data: T | null
  readonly refusal: Refusal | null
  readonly reload: () => Promise<void>
}

/** Something of the API. `initial` is what the server rendered with; without it, it is fetched. */
export function useResource<T>(path: string, initial: T | null): Resource<T> {
  const api = useApi()
  const [data, setData] = useState(initial)
  const [refusal, setRefusal] = useState<Refusal | null>(null)

  const show = useCallback((answer: Called<T>) => {
    if ('body' in answer) setData(answer.body)
    setRefusal('refusal' in answer ? answer.refusal : null)
  }, [])

  const reload = useCallback(async () => {
    show(await api<T>('GET', path))
  }, [api, path, show])

  useEffect(() => {
    if (initial !== null) return
    let left = false
    void api<T>('GET', path).then((answer) => {
      if (!left) show(answer)
    })
    return () => {
      left = true
    }
  }, [api, initial, path, show])

  return { data, refusal, reload }
}
