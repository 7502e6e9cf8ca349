'use client'

import { createContext, useContext, type ReactNode } from 'react'
import { callWithToken } from '@/app/_bearer/store'
import { ask, type Called, type Method } from './ask'

/** What stands for the person in requests of this page's scripts: a cookie, one with a refresh token beside it, or a token. */
export type Carrier = 'cookie' | 'pair' | 'token'

export type Call = <T>(method: Method, path: string, body?: unknown) => Promise<Called<T>>

const CarrierContext = createContext<Carrier>('cookie')

export function CarrierProvider({ carrier, children }: { readonly carrier: Carrier; readonly children: ReactNode }) {
  return <CarrierContext value={carrier}>{children}</CarrierContext>
}

export function useCarrier(): Carrier {
  return useContext(CarrierContext)
}

/** Calls this server as whoever is signed in here. The same function at every render. */
export function useApi(): Call {
  return CALLS[useCarrier()]
}

/** Why an access token can be refused while the session behind it lives: its time, or the key that signed it, is over. */
const RENEWABLE: ReadonlySet<string> = new Set(['expired', 'unknown_key'])

/** Only page navigations are renewed on their way; here the client must ask for it. Once, or it would never end. */
async function callWithPair<T>(method: Method, path: string, body?: unknown): Promise<Called<T>> {
  const answer = await ask<T>(method, path, 'cookies', body)
  if (!('refusal' in answer) || answer.status !== 401 || !RENEWABLE.has(answer.refusal.code)) return answer
  const renewed = await ask('POST', '/api/renew', 'cookies')
  return 'refusal' in renewed ? { refusal: renewed.refusal } : ask<T>(method, path, 'cookies', body)
}

const CALLS: Readonly<Record<Carrier, Call>> = {
  cookie: (method, path, body) => ask(method, path, 'cookies', body),
  pair: callWithPair,
  token: callWithToken,
}
