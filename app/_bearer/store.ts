'use client'

import { useSyncExternalStore } from 'react'
import { ask, type Answer, type Called, type Method } from '@/app/_client/ask'
import type { RejectReason, Role, Session } from '@/lib/auth/contract'
import type { FormState } from '@/lib/http/form-state'
import { isRejection } from '@/lib/auth/reject'
import type { Refusal } from '@/lib/problem'
import type { XrayReport } from '@/lib/xray/report'
import { dropToken, keepToken, readToken, storageIsBlocked, TOKEN_KEY } from './token'

/** Why this tab holds no token any more. The words of `RejectReason` are the server's. */
export type Ending = RejectReason | 'signed_out' | 'not_confirmed' | 'elsewhere' | 'cleared'

/** Who the server thinks this client is, as far as it has said. */
export type Standing =
  | { readonly status: 'unknown' }
  | { readonly status: 'out'; readonly why: Ending | null }
  | {
      readonly status: 'in'
      readonly session: Session
      /** Seconds that the token was said to live, when this tab saw it handed over. */
      readonly handedOver: number | null
    }
  /** It did not answer, or not with a verdict. Nobody was signed out. */
  | { readonly status: 'unreachable'; readonly refusal: Refusal }

export type Bearer = Standing & {
  /** Whether the token can live only in this tab. */
  readonly blocked: boolean
}

interface SignedInBody {
  readonly user: Session['user']
  readonly session: { readonly id: string; readonly createdAt: string; readonly expiresAt: string }
}

const UNKNOWN: Bearer = { status: 'unknown', blocked: false }
/** The longest that a timer can wait, in ms. */
const LONGEST_MS = 2 ** 31 - 1
/** How soon to ask again when the server still accepts what this clock says is over, in ms. */
const CLOCKS_DIFFER_MS = 30_000

let now: Bearer = UNKNOWN
let started = false
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

/**
 * Who is signed in with this browser's token. Unknown while the server renders, until it has answered, and where nobody
 * is to be `asked` because this mode keeps no token.
 */
export function useBearer(asked = true): Bearer {
  return useSyncExternalStore(
    asked ? subscribe : never,
    () => now,
    () => UNKNOWN,
  )
}

const unsubscribe = () => undefined
const never = () => unsubscribe

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (!started) {
    started = true
    // Fires in every tab but the one that wrote. Without a key, everything was cleared.
    window.addEventListener('storage', ({ key }) => {
      if (key === TOKEN_KEY || key === null) void check('elsewhere')
    })
    // A page that comes back out of the browser's cache has heard no events meanwhile.
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) void check('elsewhere')
    })
    void check('cleared')
  }
  return () => listeners.delete(listener)
}

function settle(standing: Standing): void {
  now = { ...standing, blocked: storageIsBlocked() }
  clearTimeout(timer)
  if (standing.status === 'in') {
    const left = standing.session.expiresAt - Date.now()
    // The server decides whether it is over: this clock may be wrong.
    timer = setTimeout(() => void check('cleared'), Math.min(left > 0 ? left + 50 : CLOCKS_DIFFER_MS, LONGEST_MS))
  }
  for (const listener of listeners) listener()
}

/** Asks the server who this token is. `gone`: why there is none, if there was one. */
export async function check(gone: Ending = 'cleared'): Promise<void> {
  const token = readToken()
  if (token === null) {
    lost(gone)
    return
  }
  const answer = await ask<SignedInBody>('GET', '/api/me', { token })
  // Meanwhile another tab may have signed in or out; its event brought a check of its own.
  if (readToken() !== token) return
  if ('body' in answer) {
    const session = sessionOf(answer.body)
    settle({ status: 'in', session, handedOver: now.status === 'in' && now.session.id === session.id ? now.handedOver : null })
  } else if (!dropIfRejected(token, answer)) settle({ status: 'unreachable', refusal: answer.refusal })
}

/** The X-ray of a request that carries the token. */
export const lookInside = () => callWithToken<XrayReport>('GET', '/api/xray')

/** Changes this person's role in the database, and nothing else. */
export const flipRole = () => callWithToken<{ readonly role: Role }>('POST', '/api/demo/role')

/**
 * Sends a request with the token. What the server rejects is dropped, what it hands over instead is kept, and every part
 * of the page learns of it.
 */
export async function callWithToken<T>(method: Method, path: string, body?: unknown): Promise<Called<T>> {
  const token = readToken()
  if (token === null) {
    lost('cleared')
    return { refusal: { code: 'missing', title: 'Not signed in', detail: 'This browser holds no token.', errors: [] } }
  }
  const answer = await ask<T>(method, path, { token }, body)
  if ('refusal' in answer) dropIfRejected(token, answer)
  else if (isHandOver(answer.body)) {
    // Another tab may have signed out or in since.
    if (readToken() === token) keepToken(answer.body.access_token)
    await check()
  }
  return answer
}

function isHandOver(body: unknown): body is { readonly access_token: string } {
  return typeof body === 'object' && body !== null && 'access_token' in body && typeof body.access_token === 'string'
}

/** Signs in or up; null when that worked, else what the form is to show. `values` are the form's, without the password. */
export async function prove(path: '/api/sign-in' | '/api/sign-up', body: Readonly<Record<string, string>>): Promise<FormState> {
  const answer = await ask<SignedInBody & { access_token: string; expires_in: number }>('POST', path, { token: readToken() }, body)
  if ('refusal' in answer) {
    const { password: _, ...values } = body
    const { title, detail, errors } = answer.refusal
    return { title, detail, errors, values }
  }
  keepToken(answer.body.access_token)
  settle({ status: 'in', session: sessionOf(answer.body), handedOver: answer.body.expires_in })
  return null
}

/** Tells the server, and forgets the token whatever it says. */
export async function signOut(): Promise<void> {
  const token = readToken()
  const answer = token === null ? null : await ask('POST', '/api/sign-out', { token })
  dropToken()
  settle({ status: 'out', why: answer && 'refusal' in answer && answer.status !== 401 ? 'not_confirmed' : 'signed_out' })
}

/** Forgets the token without a word to the server: it has said that nothing stands behind it any more. */
export function forget(): void {
  dropToken()
  settle({ status: 'out', why: 'signed_out' })
}

function lost(why: Ending): void {
  if (now.status === 'out') return
  settle({ status: 'out', why: now.status === 'in' ? why : null })
}

function dropIfRejected(token: string, { status, refusal: { code } }: Extract<Answer<unknown>, { status: number }>): boolean {
  if (status !== 401 || !isRejection(code)) return false
  // Another tab may have signed in again since.
  if (readToken() === token) {
    dropToken()
    settle({ status: 'out', why: code })
  }
  return true
}

function sessionOf({ user, session: { id, createdAt, expiresAt } }: SignedInBody): Session {
  return { id, user, createdAt: Date.parse(createdAt), expiresAt: Date.parse(expiresAt) }
}
