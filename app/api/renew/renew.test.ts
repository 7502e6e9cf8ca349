import { expect, test, vi } from 'vitest'
import { memoryStores } from '@/db/memory/stores'
import type { AuthMode, Session, Verdict } from '@/lib/auth/contract'

const SESSION: Session = { id: 's1', user: { id: 'u1', email: 'ada@example.com', name: 'Ada', role: 'user', epoch: 0 }, createdAt: 1000, expiresAt: 61_000 }

/** Renews what its client keeps itself; what a server with such a mode answers is not left out. */
const mode = vi.hoisted(() => ({ renew: vi.fn() }))
vi.mock('@/lib/app', () => ({
  getApp: () => ({ stores: memoryStores(), mode: { name: 'custom', facts: { carrier: 'authorization', cookies: [] }, ...mode } as unknown as AuthMode<string> }),
}))

test('what the mode hands over at a renewal is in the answer', async () => {
  vi.stubEnv('AUTH_SECRET', 'q7Zr2vXk9LmB4nTw6JdY1sHc8GfP3uAe5RiN0oKx')
  const verdict: Verdict = { ok: true, session: SESSION, issuedAt: 1000, fresh: true, record: {} }
  mode.renew.mockResolvedValue({ verdict, effects: [{ kind: 'hand-over', token: 'a token', expiresIn: 60 }] })
  const { POST } = await import('./route')
  const answer = await POST(new Request('http://localhost:3000/api/renew', { method: 'POST' }), { params: Promise.resolve({}) })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({
    session: { id: 's1', createdAt: '1970-01-01T00:00:01.000Z', expiresAt: '1970-01-01T00:01:01.000Z' },
    access_token: 'a token',
    token_type: 'Bearer',
    expires_in: 60,
  })
})
