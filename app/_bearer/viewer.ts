'use client'

import { useSyncExternalStore } from 'react'
import { ask, type ApiAnswer } from '@/app/_client/ask'
import type { Outdated } from '@/lib/accounts/freshness'
import type { RejectReason, Session } from '@/lib/auth/contract'
import type { publicFields } from '@/lib/auth/credentials/identity'
import { isRejection } from '@/lib/auth/reject'
import type { Refusal } from '@/lib/problem'
import { dropToken, keepToken, readToken, storageIsBlocked, TOKEN_KEY } from './token'

/** Why this tab holds no token any more. The words of `RejectReason` are the server's. */
export type WhyOut = RejectReason | 'signed_out' | 'not_confirmed' | 'elsewhere' | 'cleared'

/** A session as whoever it belongs to may see it. Times in ms since epoch. */
export interface OwnSession extends Pick<Session, 'id' | 'createdAt' | 'expiresAt'> {
  readonly user: ReturnType<typeof publicFields>
}

/** Who is signed in here, as far as the server has said. */
export type Viewer =
  /** It has not answered yet. */
  | { readonly status: 'unknown' }
  | { readonly status: 'out'; readonly why: WhyOut | null }
  | {
      readonly status: 'in'
      readonly session: OwnSession
      /** What the database says otherwise than the token, where a script asked. */
      readonly outdated?: Outdated
      /** Seconds that the token was said to live, when this tab saw it handed over. */
      readonly handedOver?: number
    }
  /** It did not answer, or not with a verdict. Nobody was signed out. `refusal` where a script asked. */
  | { readonly status: 'unreachable'; readonly refusal?: Refusal }

interface SignedInBody {
  readonly user: OwnSession['user']
  readonly session: { readonly id: string; readonly createdAt: string; readonly expiresAt: string }
  readonly outdated?: Outdated
}

const UNKNOWN: Viewer = { status: 'unknown' }
/** The longest that a timer can wait, in ms. */
const LONGEST_MS = 2 ** 31 - 1
/** How soon to ask again when the server still accepts what this clock says is over, in ms. */
const CLOCKS_DIFFER_MS = 30_000

let now: Viewer = UNKNOWN
let blocked = false
let started = false
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

/**
 * Who is signed in with this browser's token. Unknown while the server renders, until it has answered, and where nobody
 * is to be `asked` because this mode keeps no token.
 */
export function useTokenViewer(asked: boolean): Viewer {
  return useSyncExternalStore(
    asked ? subscribe : never,
    () => now,
    () => UNKNOWN,
  )
}

/** Whether the token can live only in this tab; false where there is none. */
export function useStorageBlocked(): boolean {
  return useSyncExternalStore(
    listen,
    () => blocked,
    () => false,
  )
}

const unsubscribe = () => undefined
const never = () => unsubscribe

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** As `listen`; the first to do so makes the script ask. */
function subscribe(listener: () => void): () => void {
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
  return listen(listener)
}

function settle(viewer: Viewer): void {
  now = viewer
  blocked = storageIsBlocked()
  clearTimeout(timer)
  if (viewer.status === 'in') {
    const left = viewer.session.expiresAt - Date.now()
    // The server decides whether it is over: this clock may be wrong.
    timer = setTimeout(() => void check('cleared'), Math.min(left > 0 ? left + 50 : CLOCKS_DIFFER_MS, LONGEST_MS))
  }
  for (const listener of listeners) listener()
}

/** Asks the server who this token is. `gone`: why there is none, if there was one. */
export async function check(gone: WhyOut = 'cleared'): Promise<void> {
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
    const { outdated } = answer.body
    const { handedOver } = now.status === 'in' && now.session.id === session.id ? now : {}
    settle({ status: 'in', session, ...(outdated && { outdated }), ...(handedOver !== undefined && { handedOver }) })
  } else if (!dropIfRejected(token, answer)) settle({ status: 'unreachable', refusal: answer.refusal })
}

/** Keeps what an answer handed over instead of the token that was `sent`, and every part of the page learns of it. */
export async function keepHandedOver(body: unknown, sent: string | null): Promise<void> {
  if (!isHandOver(body)) return
  if (isSignedIn(body)) {
    keepToken(body.access_token)
    settle({ status: 'in', session: sessionOf(body), handedOver: body.expires_in })
    return
  }
  // Another tab may have signed out or in since.
  if (readToken() === sent) keepToken(body.access_token)
  await check()
}

interface HandOver {
  readonly access_token: string
  readonly expires_in: number
}

function isHandOver(body: unknown): body is HandOver {
  return typeof body === 'object' && body !== null && 'access_token' in body && typeof body.access_token === 'string'
}

/** Whether it says who is in from now on, and not only what the same session goes on with. */
function isSignedIn(body: HandOver): body is HandOver & SignedInBody {
  return 'user' in body && 'session' in body
}

/** Forgets the token, whatever the server said or did not say to it. */
export function forget(why: 'signed_out' | 'not_confirmed' = 'signed_out'): void {
  dropToken()
  settle({ status: 'out', why })
}

function lost(why: WhyOut): void {
  if (now.status === 'out') return
  settle({ status: 'out', why: now.status === 'in' ? why : null })
}

/** Drops a token that the server rejected, and says so; true if it did. */
export function dropIfRejected(sent: string | null, { status, refusal: { code } }: Extract<ApiAnswer<unknown>, { status: number }>): boolean {
  if (status !== 401 || !isRejection(code)) return false
  // Another tab may have signed in again since.
  if (readToken() !== sent) return true
  if (sent === null) lost('cleared')
  else {
    dropToken()
    settle({ status: 'out', why: code })
  }
  return true
}

function sessionOf({ user, session: { id, createdAt, expiresAt } }: SignedInBody): OwnSession {
  return { id, user, createdAt: Date.parse(createdAt), expiresAt: Date.parse(expiresAt) }
}
