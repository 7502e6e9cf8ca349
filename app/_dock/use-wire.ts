'use client'

import { useEffect, useRef, useState } from 'react'
import { readToken } from '@/app/_bearer/token'
import { ask } from '@/app/_client/ask'
import { useTransport } from '@/app/_client/viewer'
import { MOST_ENTRIES } from '@/lib/xray/most-entries'
import type { WireEntry } from '@/lib/xray/wire-log'
import { follow } from './follow'

/** Calls as this tab is signed in, and renews and drops nothing: looking at requests is not using the session. */
export function useLook(): <T>(path: string) => Promise<T | null> {
  const byToken = useTransport() === 'token'
  const [look] = useState(() => async <T>(path: string) => {
    const answer = await ask<T>('GET', path, byToken ? { token: readToken() } : 'cookies')
    return 'body' in answer ? answer.body : null
  })
  return look
}

/** The last requests of this session, the newest first: what the server wrote into the page, and what came since. */
export function useWire(sessionId: string | null, given: readonly WireEntry[]): readonly WireEntry[] {
  const look = useLook()
  const [fetched, setFetched] = useState<readonly WireEntry[]>([])
  const entries = merged(given, fetched)
  const newest = useRef(0)
  useEffect(() => {
    newest.current = entries[0]?.id ?? 0
  })

  useEffect(() => {
    if (sessionId === null) return
    return follow(sessionId, async () => {
      const answer = await look<{ readonly entries: readonly WireEntry[] }>(`/api/wire?after=${String(newest.current)}`)
      if (!answer || answer.entries.length === 0) return false
      setFetched((before) => merged(before, answer.entries))
      return true
    })
  }, [sessionId, look])

  return entries
}

function merged(some: readonly WireEntry[], others: readonly WireEntry[]): readonly WireEntry[] {
  const all = new Map([...some, ...others].map((entry) => [entry.id, entry]))
  return [...all.values()].sort((a, b) => b.id - a.id).slice(0, MOST_ENTRIES)
}
