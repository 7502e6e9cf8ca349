'use client'

import { dropIfRejected, keepHandedOver } from '@/app/_bearer/viewer'
import { readToken } from '@/app/_bearer/token'
import { ask, type Called, type Method } from './ask'
import { useTransport, type Transport } from './viewer'

export type Call = <T>(method: Method, path: string, body?: unknown) => Promise<Called<T>>

/** Calls this server as whoever is signed in here. The same function at every render. */
export function useApi(): Call {
  return CALLS[useTransport()]
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

/** What the server rejects is dropped, what it hands over instead is kept. */
async function callWithToken<T>(method: Method, path: string, body?: unknown): Promise<Called<T>> {
  const token = readToken()
  const answer = await ask<T>(method, path, { token }, body)
  if ('refusal' in answer) dropIfRejected(token, answer)
  else await keepHandedOver(answer.body, token)
  return answer
}

const CALLS: Readonly<Record<Transport, Call>> = {
  cookie: (method, path, body) => ask(method, path, 'cookies', body),
  pair: callWithPair,
  token: callWithToken,
}
