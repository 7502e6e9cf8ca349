import { randomBytes } from 'node:crypto'
import type { RejectReason, StateEntry } from '@/lib/auth/contract'
import { noted } from './noted'
import { redactHeader } from './redact'

/** What one sign-out did. */
export interface SignedOut {
  /** When; ms since epoch. */
  readonly at: number
  /** What it answered. */
  readonly promise: { readonly takesEffect: 'now' } | { readonly takesEffect: 'at-expiry'; readonly at: string; readonly why: string }
  /** Where the state behind the session lived just before. */
  readonly before: readonly StateEntry[]
  /** The Set-Cookie lines that made the browser drop its cookies. */
  readonly cleared: readonly string[]
  /** What a check of the very same credential came to right after. */
  readonly after: 'accepted' | RejectReason
}

const signOuts = noted<SignedOut>('sign-outs')

/**
 * Keeps what a sign-out did for the page that comes next, and returns the key to it. The key is random: nobody is signed in when
 * it is read, so whoever was told it is the one who signed out.
 */
export function noteSignOut(done: SignedOut): string {
  const key = randomBytes(16).toString('base64url')
  signOuts.put(key, { ...done, cleared: done.cleared.map((line) => redactHeader('set-cookie', line)) }, done.at)
  return key
}

/** Null where this process has nothing under that key, or it was more than a few minutes ago. `now` in ms since epoch. */
export function notedSignOut(key: string, now: number): SignedOut | null {
  return signOuts.get(key, now)
}
