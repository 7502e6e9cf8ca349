import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { openStores } from '@/db/sqlite/open'
import type { Stores } from '@/lib/stores/stores'
import { memoryStores } from '@/db/memory/stores'
import { makeTestbed, type Client } from '@/testkit/testbed'
import type { ModeConfig } from '../contract'
import { hashOpaqueId } from '../credentials/opaque-id'

const ACCESS = 'stateside-access'
const REFRESH = 'stateside-refresh'
const CAUSE = { by: null, why: 'ended' } as const
const CONFIG: ModeConfig = {
  issuer: 'http://hybrid.test',
  secure: false,
  idleMs: 3_600_000,
  maxMs: 86_400_000,
  bearerMs: 3_600_000,
  accessMs: 300_000,
  graceMs: 10_000,
  sessionsPerUser: 100,
}

const refreshOf = (client: Client) => client.cookies.get(REFRESH) ?? ''

/** One thing that happens; numbers choose among the clients there are, or the tokens there ever were. */
type Step =
  | { readonly do: 'renew' | 'renew twice at once' | 'copy' | 'lose the answer' | 'sign out'; readonly who: number }
  | { readonly do: 'replay'; readonly token: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'restart' }

const nat = fc.nat({ max: 30 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('renew' as const), who: nat }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('renew twice at once', 'copy', 'lose the answer'), who: nat }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sign out' as const), who: nat }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('replay' as const), token: nat }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(0, 1, CONFIG.graceMs - 1, CONFIG.graceMs, CONFIG.accessMs, CONFIG.idleMs - 1, CONFIG.idleMs, CONFIG.maxMs / 3),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'restart' as const }) },
)

/** What must happen, said without a word about how: a chain of tokens of which the last one lives. */
class Model {
  readonly tokens: string[] = []
  ended = false
  private seenAt: number
  constructor(
    readonly createdAt: number,
    first: string,
  ) {
    this.tokens.push(first)
    this.seenAt = createdAt
  }

  expects(token: string, now: number): 'rotated' | 'the same successor' | 'revoked' | 'expired' | 'replayed' {
    const generation = this.tokens.length - 1 - this.tokens.indexOf(token)
    if (this.ended) return 'revoked'
    if (now >= Math.min(this.seenAt + CONFIG.idleMs, this.createdAt + CONFIG.maxMs)) return 'expired'
    if (generation === 0) return 'rotated'
    return generation === 1 && now - this.seenAt < CONFIG.graceMs ? 'the same successor' : 'replayed'
  }

  rotated(next: string, now: number) {
    this.tokens.push(next)
    this.seenAt = now
  }
}

async function play(steps: readonly Step[], open: () => Stores): Promise<void> {
  const secrets = ['one secret for every restart, 32 long'] as const
  let stores = open()
  let testbed = await makeTestbed('hybrid', { config: CONFIG, secrets, stores, start: 0 })
  const first = testbed.client()
  const { session, effects } = await testbed.mode.issue(testbed.person, first.request())
  first.apply(effects)
  const clients = [first]
  const model = new Model(testbed.now(), refreshOf(first))
  /** Every access token there ever was, and when it was made. */
  const access: { value: string; at: number }[] = [{ value: first.cookies.get(ACCESS) ?? '', at: 0 }]
  const pick = <T>(list: readonly T[], n: number) => list[n % list.length] as T

  const renew = async (token: string, keep: (cookies: Client) => void = () => undefined) => {
    const now = testbed.now()
    const expected = model.expects(token, now)
    const client = testbed.client(new Map([[REFRESH, token]]))
    const { verdict, effects: given } = (await testbed.mode.renew?.(client.request())) ?? { verdict: null, effects: [] }
    if (expected === 'rotated' || expected === 'the same successor') {
      expect(verdict).toMatchObject({ ok: true, session: { id: session.id, createdAt: model.createdAt } })
      client.apply(given)
      if (expected === 'rotated') model.rotated(refreshOf(client), now)
      expect(refreshOf(client)).toBe(model.tokens.at(-1))
      access.push({ value: client.cookies.get(ACCESS) ?? '', at: now })
      keep(client)
    } else {
      expect(verdict).toMatchObject({ ok: false, reason: expected })
      expect(given).toEqual([])
      if (expected === 'replayed') model.ended = true
    }
  }

  for (const action of steps) {
    if (action.do === 'wait') testbed.turn(action.ms)
    else if (action.do === 'restart') {
      if ('close' in stores) (stores as Stores & { close(): void }).close()
      stores = open()
      testbed = await makeTestbed('hybrid', { config: CONFIG, secrets, stores, start: testbed.now() })
    } else if (action.do === 'replay') await renew(pick(model.tokens, action.token))
    else {
      const client = pick(clients, action.who)
      const keep = ({ cookies }: Client) => {
        for (const [name, value] of cookies) client.cookies.set(name, value)
      }
      if (action.do === 'copy') clients.push(client.copy())
      else if (action.do === 'renew') await renew(refreshOf(client), keep)
      else if (action.do === 'lose the answer') await renew(refreshOf(client))
      else if (action.do === 'sign out') {
        const found = await testbed.mode.identify?.(testbed.client(new Map([[REFRESH, refreshOf(client)]])).request())
        if (!found) continue
        await testbed.mode.revoke({ kind: 'this', session: found }, client.request(), CAUSE)
        model.ended = true
      } else {
        const token = refreshOf(client)
        const twins = [client.copy(), client.copy()]
        const expected = model.expects(token, testbed.now())
        const requests = twins.map(({ cookies }) => testbed.client(cookies).request())
        const answers = await Promise.all(requests.map(async (request) => testbed.mode.renew?.(request)))
        const accepted = answers.filter((answer) => answer?.verdict.ok)
        if (expected === 'rotated' || expected === 'the same successor') {
          expect(accepted).toHaveLength(2)
          answers.forEach((answer, i) => twins[i]?.apply(answer?.effects ?? []))
          expect(new Set(twins.map(refreshOf)).size).toBe(1)
          if (expected === 'rotated') model.rotated(refreshOf(pick(twins, 0)), testbed.now())
          for (const twin of twins) access.push({ value: twin.cookies.get(ACCESS) ?? '', at: testbed.now() })
          keep(pick(twins, 1))
        } else {
          expect(accepted).toHaveLength(0)
          if (expected === 'replayed') model.ended = true
        }
      }
    }

    // At most one live leaf, always.
    const alive = await Promise.all([...new Set(model.tokens)].map((token) => stores.sessions.find(hashOpaqueId(token))))
    expect(alive.filter(Boolean)).toHaveLength(model.ended ? 0 : 1)
    // No access token outlives its minutes or the absolute limit, whatever became of the session.
    for (const { value, at } of access) {
      const verdict = await testbed.mode.verify(testbed.client(new Map([[ACCESS, value]])).request())
      const end = Math.min(at + CONFIG.accessMs, model.createdAt + CONFIG.maxMs)
      expect(verdict.ok).toBe(testbed.now() < end)
    }
  }
  if ('close' in stores) (stores as Stores & { close(): void }).close()
}

describe('whatever happens, in whatever order', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stateside-hybrid-'))
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const plan = fc.array(step, { minLength: 1, maxLength: 40 })

  test('one refresh token lives, over the memory store', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (steps) => {
        const stores = memoryStores()
        await play(steps, () => stores)
      }),
      { numRuns: 150 },
    )
  })

  test('one refresh token lives, over a file that is closed and opened again', async () => {
    let files = 0
    await fc.assert(
      fc.asyncProperty(plan, async (steps) => {
        const file = join(folder, `${String(++files)}.db`)
        await play(steps, () => openStores(file))
      }),
      { numRuns: 25 },
    )
  })
})
