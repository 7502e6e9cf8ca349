import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openStores } from '@/db/sqlite/open'
import { memoryStores } from '@/db/memory/stores'
import { isSessionOver } from '@/lib/stores/errors'
import type { Stores } from '@/lib/stores/stores'
import { ENDS_NOW } from '@/testkit/ends-now'
import { TESTBED_CONFIG, makeTestbed, type Client } from '@/testkit/testbed'
import { Problem } from '@/lib/problem'
import type { Session } from '../auth/contract'
import { identityOf, newUser } from '@/lib/auth/credentials/identity'
import { changeName } from './own-account'
import { passwordQueue } from './password-queue'
import { verifyPassword } from './password'
import { endSessionsOfPerson, setAuthority } from './people'
import { endOtherSessions, endSession } from './sessions'

type Step =
  | { readonly do: 'begin'; readonly person: number }
  /** `by` and `of` pick from all sessions that there ever were, so most of them are over. */
  | { readonly do: 'end' | 'end others' | 'rename' | 'renew'; readonly by: number; readonly of: number; readonly person?: never }
  | { readonly do: 'end all of' | 'disable' | 'enable'; readonly by: number; readonly person: number }
  | { readonly do: 'clock'; readonly ms: number }

const PEOPLE = 3
const passwords = { signInAttempts: 9, addressAttempts: 9, queue: passwordQueue(), verify: verifyPassword }
const person = fc.nat(PEOPLE - 1)
const any = fc.nat(1000)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('begin' as const), person }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('end' as const, 'end others' as const, 'rename' as const, 'renew' as const), by: any, of: any }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('end all of' as const, 'disable' as const, 'enable' as const), by: any, person }) },
  // As an operator may set it, also back.
  { weight: 2, arbitrary: fc.record({ do: fc.constant('clock' as const), ms: fc.integer({ min: -5000, max: 5000 }) }) },
)

interface Made {
  readonly client: Client
  readonly session: Session
  readonly person: number
  /** What the model says. */
  lives: boolean
}

// Where a session can be ended now a model needs no clock.
for (const [mode, revocation] of ENDS_NOW) {
  describe(`${mode} with ${revocation}`, () => {
    const run = async (stores: Stores, steps: readonly Step[]) => {
      const testbed = await makeTestbed(mode, { stores, revocation, config: { ...TESTBED_CONFIG, bearerMs: TESTBED_CONFIG.idleMs, accessMs: TESTBED_CONFIG.idleMs } })
      const people = Array.from({ length: PEOPLE }, (_, i) => newUser({ email: `p${String(i)}@testbed.test`, name: 'P', role: 'admin' }, testbed.now()))
      for (const one of people) await stores.users.create(one, 'hash')
      // Never the last one.
      await stores.users.create(newUser({ email: 'keeper@testbed.test', name: 'K', role: 'admin' }, testbed.now()), null)
      const idOf = (index: number) => people[index]?.id ?? ''
      const disabled = new Set<number>()
      const made: Made[] = []
      const deps = ({ client, session }: Made) => ({ mode: testbed.mode, stores, passwords, session, req: client.request() })
      const kill = (which: (one: Made) => boolean) => {
        for (const one of made) if (which(one)) one.lives = false
      }
      /** Whether it was done; refusals are what the model has to agree with. */
      const tried = (work: Promise<unknown>) =>
        work.then(
          () => true,
          (error: unknown) => {
            if (error instanceof Problem || isSessionOver(error)) return false
            throw error
          },
        )

      for (const now of steps) {
        if (now.do === 'clock') {
          testbed.turn(now.ms)
          continue
        }
        if (now.do === 'begin') {
          const user = await stores.users.findById(idOf(now.person))
          if (!user) throw new Error('nobody is deleted here')
          const client = testbed.client()
          if (disabled.has(now.person)) continue
          const { session, effects } = await testbed.mode.issue(identityOf(user), client.request())
          client.apply(effects)
          made.push({ client, session, person: now.person, lives: true })
          continue
        }
        const by = made[now.by % Math.max(1, made.length)]
        if (!by) continue
        if (now.do === 'renew') {
          const renewed = await testbed.mode.renew?.(by.client.request())
          if (renewed?.verdict.ok) by.client.apply(renewed.effects)
          continue
        }
        // Not the check at the start of a request, but what it was told then: only the store refuses.
        if (now.do === 'rename') {
          expect(await tried(changeName(deps(by), 'N')), 'renaming').toBe(by.lives)
        } else if (now.do === 'end others') {
          expect(await tried(endOtherSessions(deps(by))), 'ending the others').toBe(by.lives)
          if (by.lives) kill((one) => one.person === by.person && one !== by)
        } else if (now.do === 'end') {
          const of = made[now.of % made.length]
          if (!of || !testbed.mode.list) continue
          const done = await tried(endSession(deps(by), of.session.id))
          expect(done, 'ending one').toBe(by.lives && of.lives && of.person === by.person)
          if (done) of.lives = false
        } else {
          const index = now.person ?? 0
          const id = idOf(index)
          const act = now.do === 'end all of' ? endSessionsOfPerson(deps(by), id) : setAuthority(deps(by), id, { disabled: now.do === 'disable' })
          expect(await tried(act), now.do).toBe(by.lives)
          if (!by.lives) continue
          if (now.do === 'enable') disabled.delete(index)
          else kill((one) => one.person === index)
          if (now.do === 'disable') disabled.add(index)
        }
        for (const one of made) expect((await testbed.mode.verify(one.client.request())).ok, 'who is in').toBe(one.lives)
      }
    }

    test('whatever is done in whatever order, over memory, lets in exactly who should be in', () =>
      fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), (steps) => run(memoryStores(), steps)), { numRuns: 60 }))

    test('and over SQLite', () =>
      fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
          const folder = mkdtempSync(join(tmpdir(), 'stateside-model-'))
          const stores = openStores(join(folder, 'stateside.db'))
          try {
            await run(stores, steps)
          } finally {
            stores.close()
            rmSync(folder, { recursive: true })
          }
        }),
        { numRuns: 12 },
      ), 60_000)
  })
}
