import { describe, expect, test } from 'vitest'
import { lifeOf, nearestEnd } from './life'

const MINUTE = 60_000
const DAY = 86_400_000
const signedIn = { createdAt: 1_000_000, expiresAt: 1_000_000 + DAY, issuedAt: 1_000_000 }
const facts = { checkReads: 'nothing' } as const
const whats = (moments: ReturnType<typeof lifeOf>) => moments.map(({ what }) => what)

describe('the life of a session', () => {
  test('has an idle limit that slides and an absolute one that does not', () => {
    const moments = lifeOf(signedIn, { ...facts, renews: 'itself', longestMs: 30 * DAY }, 1_000_000 + MINUTE)
    expect(whats(moments)).toEqual(['Signed in', 'Now', 'Idle limit', 'Absolute limit'])
    expect(moments.map(({ kind }) => kind)).toEqual(['past', 'now', 'slides', 'fixed'])
    expect(moments.at(-1)?.at).toBe(1_000_000 + 30 * DAY)
  })

  test('names the end of the access token where that is not the end of the session, and the last renewal', () => {
    const renewed = { ...signedIn, issuedAt: 1_000_000 + MINUTE, until: 1_000_000 + 6 * MINUTE }
    const moments = lifeOf(renewed, { ...facts, renews: 'refresh-token', longestMs: 30 * DAY }, 1_000_000 + 2 * MINUTE)
    expect(whats(moments)).toEqual(['Signed in', 'Last renewed', 'Now', 'Access token ends', 'Idle limit', 'Absolute limit'])
    expect(nearestEnd(moments)).toMatchObject({ from: 1_000_000 + MINUTE, to: { what: 'Access token ends' } })
  })

  test('has one end where nothing renews it, and where the absolute limit is near', () => {
    expect(whats(lifeOf(signedIn, { ...facts, renews: 'never', longestMs: DAY }, 1_000_000 + MINUTE))).toEqual(['Signed in', 'Now', 'Ends'])
    expect(whats(lifeOf(signedIn, { ...facts, renews: 'itself', longestMs: DAY }, 1_000_000 + MINUTE))).toEqual(['Signed in', 'Now', 'Absolute limit'])
  })

  test('has no end ahead once all are past', () => {
    expect(nearestEnd(lifeOf(signedIn, { ...facts, renews: 'never', longestMs: DAY }, 1_000_000 + 2 * DAY))).toBeNull()
  })
})
