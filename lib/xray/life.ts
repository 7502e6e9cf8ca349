import type { Accepted, ModeFacts } from '@/lib/auth/contract'

/** A moment in the life of a session, past or to come. */
export interface Moment {
  /** ms since epoch. */
  readonly at: number
  readonly what: string
  /** What is to be known about it. */
  readonly says?: string
  /** `slides`: renewing moves it. `fixed`: nothing moves it further. */
  readonly kind: 'past' | 'now' | 'slides' | 'fixed'
}

/** What a life line is drawn from: a session, and what is known of its credential besides. */
export type Lived = Pick<Accepted['session'], 'createdAt' | 'expiresAt'> & Partial<Pick<Accepted, 'issuedAt' | 'until'>>

const SPENT = 'The refresh token from before was spent then: whoever sends it again ends the session.'

/**
 * The moments of a session's life in order of time: sign-in, the last renewal, now, and each end that lies ahead. `now` in ms
 * since epoch; `longestMs` of the mode says when the absolute limit is.
 */
export function lifeOf({ createdAt, expiresAt, issuedAt, until }: Lived, { renews, longestMs, checkReads }: Pick<ModeFacts, 'renews' | 'longestMs' | 'checkReads'>, now: number): readonly Moment[] {
  const absolute = createdAt + longestMs
  const slides = renews !== 'never' && expiresAt < absolute
  const moments: Moment[] = [
    { at: createdAt, what: 'Signed in', says: 'Renewing never moves this.', kind: 'past' },
    // What a check reads in the store is as old as the check.
    ...(issuedAt !== undefined && issuedAt > createdAt && checkReads !== 'row' ? [{ at: issuedAt, what: 'Last renewed', says: renews === 'refresh-token' ? SPENT : 'What the credential says of you is as old as this.', kind: 'past' } as const] : []),
    { at: now, what: 'Now', kind: 'now' },
    ...(until !== undefined && until < expiresAt
      ? [{ at: until, what: 'Access token ends', says: 'The refresh token gets the next one, if the store still allows it.', kind: 'slides' } as const]
      : []),
    ...(slides ? [{ at: expiresAt, what: 'Idle limit', says: 'Moves on whenever the session is renewed.', kind: 'slides' } as const] : []),
    {
      at: slides ? absolute : expiresAt,
      what: renews === 'never' ? 'Ends' : 'Absolute limit',
      says: renews === 'never' ? 'Nothing renews it.' : 'No renewal moves it. After it you sign in again.',
      kind: 'fixed',
    },
  ]
  return moments.sort((a, b) => a.at - b.at)
}

/** The end that comes first, with how long it was away when the credential was made; null where all are past. Times in ms since epoch. */
export function nearestEnd(moments: readonly Moment[]): { readonly from: number; readonly to: Moment } | null {
  const now = moments.find(({ kind }) => kind === 'now')?.at ?? 0
  const to = moments.find(({ at, kind }) => at > now && (kind === 'slides' || kind === 'fixed'))
  const from = moments.filter(({ kind }) => kind === 'past').at(-1)
  return to && from ? { from: from.at, to } : null
}
