import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { identityOf, newUser } from '@/lib/auth/credentials/identity'
import { hashPassword } from '@/lib/accounts/password'
import { ENDS_NOW } from './ends-now'
import { newSecret } from './testbed'
import { heldBy, MOST, openRace, type Act, type Held, type Order, type RacerArguments, type Report } from './racer'

const ROUNDS = 10
/** Until when both processes have read their orders, in ms. */
const HEAD_START_MS = 8
const OLD = 'a long enough one'
const NEW = 'another long one'
const hash = hashPassword(OLD)

interface Racer {
  readonly process: ChildProcess
  readonly lines: Interface
}

function startRacer(args: RacerArguments): Racer {
  const script = fileURLToPath(new URL('racer.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(args)], { stdio: ['pipe', 'pipe', 'inherit'] })
  return { process: child, lines: createInterface({ input: child.stdout }) }
}

for (const [mode, revocation] of ENDS_NOW) {
  describe(`two processes, ${mode} with ${revocation}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'stateside-race-'))
    const args: RacerArguments = { path: join(folder, 'stateside.db'), mode, revocation, secret: newSecret() }
    let race: Awaited<ReturnType<typeof openRace>>
    let racers: readonly Racer[]
    let people = 0

    beforeAll(async () => {
      race = await openRace(args)
      racers = [startRacer(args), startRacer(args)]
    })
    afterAll(async () => {
      for (const { process: child } of racers) {
        child.stdin?.end()
        await once(child, 'close')
      }
      race.close()
      rmSync(folder, { recursive: true })
    })

    /** Both act at the same moment, each in a process of its own. */
    async function race2(orders: readonly (readonly [Act, Held])[]): Promise<readonly Report[]> {
      const at = Date.now() + HEAD_START_MS
      return Promise.all(
        orders.map(async ([act, held], i) => {
          const racer = racers[i]
          if (!racer) throw new Error('there are two racers')
          const order: Order = { at, act, held }
          const answered = once(racer.lines, 'line')
          racer.process.stdin?.write(`${JSON.stringify(order)}\n`)
          const [line] = (await answered) as [string]
          return JSON.parse(line) as Report
        }),
      )
    }

    async function newPerson() {
      people += 1
      const user = newUser({ email: `person-${String(people)}@testbed.test`, name: 'Person' }, race.now())
      await race.stores.users.create(user, await hash)
      return { ...(await again(user.email)), email: user.email, userId: user.id }
    }
    /** Another session of theirs. */
    async function again(email: string) {
      const found = await race.stores.users.findByEmail(email)
      if (!found) throw new Error('nobody has this address')
      const client = race.client()
      const { session, effects } = await race.mode.issue(identityOf(found.user), client.request())
      client.apply(effects)
      return { id: session.id, held: heldBy(client) }
    }
    async function newAdmin() {
      const person = await newPerson()
      await race.stores.users.setAuthority(person.userId, { role: 'admin' }, { at: 1, by: null, why: 'ended' })
      return person
    }
    const lives = async (held: Held) => {
      const client = race.clientOf(held)
      if ((await race.mode.verify(client.request())).ok) return true
      return (await race.mode.renew?.(client.request()))?.verdict.ok === true
    }
    const rounds = async (round: () => Promise<void>) => {
      for (let i = 0; i < ROUNDS; i++) await round()
    }

    test('of a thief and the owner who both change the password, one has it, and nobody else is in', () =>
      rounds(async () => {
        const owner = await newPerson()
        const thief = await again(owner.email)
        const change = (newPassword: string) => ({ do: 'change-password', currentPassword: OLD, newPassword }) as const
        const reports = await race2([[change(NEW), owner.held], [change(`${NEW} too`), thief.held]])
        expect(reports.filter(({ done }) => done)).toHaveLength(1)
        for (const report of reports) if (report.done) expect(await lives(report.held)).toBe(true)
        for (const { held } of [owner, thief]) expect(await lives(held)).toBe(false)
      }), 60_000)

    test('a thief who ends all others, or renames, undoes no change of the password', () =>
      rounds(async () => {
        const owner = await newPerson()
        const thief = await again(owner.email)
        const change = { do: 'change-password', currentPassword: OLD, newPassword: NEW } as const
        const [changed, ended] = await race2([[change, owner.held], [{ do: 'end-others' }, thief.held]])
        expect([changed?.done, ended?.done].filter(Boolean)).toHaveLength(1)
        if (!changed?.done) return
        expect(await lives(changed.held)).toBe(true)
        expect(await lives(thief.held)).toBe(false)
      }), 60_000)

    test('whoever signs in with the old password meanwhile is out when the new one has been answered', () =>
      rounds(async () => {
        const owner = await newPerson()
        const change = { do: 'change-password', currentPassword: OLD, newPassword: NEW } as const
        const [changed, signedIn] = await race2([[change, owner.held], [{ do: 'sign-in', email: owner.email, password: OLD }, { cookies: [], token: null }]])
        expect(changed).toMatchObject({ done: true })
        if (signedIn?.done) expect(await lives(signedIn.held)).toBe(false)
        if (changed?.done) expect(await lives(changed.held)).toBe(true)
      }), 60_000)

    test('of sessions that begin at once no more live than one person may have', async () => {
      if (!race.mode.list) return
      const { email, userId } = await newPerson()
      const signIn = [{ do: 'sign-in', email, password: OLD }, { cookies: [], token: null }] as const
      for (let i = 0; i < ROUNDS; i++) {
        const reports = await race2([signIn, signIn])
        expect(reports).toMatchObject([{ done: true }, { done: true }])
        expect(await race.stores.sessions.count(userId, race.now(), 99)).toBe(MOST)
      }
      const { items } = await race.stores.events.list({ userId, type: 'session_revoked', limit: 99 })
      expect(items).toHaveLength(1 + 2 * ROUNDS - MOST)
    }, 60_000)

    test('whoever was disabled is out, whatever they were doing, and stays out when they are enabled', () =>
      rounds(async () => {
        const [admin, person] = [await newAdmin(), await newPerson()]
        const acts: readonly Act[] = [{ do: 'end-others' }, { do: 'change-name', name: 'Other' }, { do: 'change-password', currentPassword: OLD, newPassword: NEW }]
        const act = acts[people % acts.length] ?? { do: 'end-others' }
        const [disabled, own] = await race2([[{ do: 'set-authority', userId: person.userId, disabled: true }, admin.held], [act, person.held]])
        expect(disabled).toMatchObject({ done: true })
        await race.stores.users.setAuthority(person.userId, { disabled: false }, { at: 1, by: null, why: 'ended' })
        expect(await lives(person.held)).toBe(false)
        if (own?.done) expect(await lives(own.held)).toBe(false)
      }), 60_000)

    test('an admin’s end of all sessions is not undone by one of them that ends the others', () =>
      rounds(async () => {
        const [admin, person] = [await newAdmin(), await newPerson()]
        const other = await again(person.email)
        const [ended] = await race2([[{ do: 'end-all-of', userId: person.userId }, admin.held], [{ do: 'end-others' }, person.held]])
        expect(ended).toMatchObject({ done: true })
        for (const { held } of [person, other]) expect(await lives(held)).toBe(false)
        expect(await lives((await again(person.email)).held)).toBe(true)
      }), 60_000)

    test('of two sessions that end each other one is answered, and it lives', () =>
      rounds(async () => {
        const one = await newPerson()
        const two = await again(one.email)
        const byId = race.mode.list !== undefined && people % 2 === 0
        const [first, second]: readonly [Act, Act] = byId ? [{ do: 'end', id: two.id }, { do: 'end', id: one.id }] : [{ do: 'end-others' }, { do: 'end-others' }]
        const reports = await race2([[first, one.held], [second, two.held]])
        expect(reports.map(({ done }) => done).sort()).toEqual([false, true])
        expect([await lives(one.held), await lives(two.held)]).toEqual(reports.map(({ done }) => done))
      }), 60_000)

    test('of two admins who demote each other one stays, and whoever was demoted does nothing more', () =>
      rounds(async () => {
        const [one, two, person] = [await newAdmin(), await newAdmin(), await newPerson()]
        const [demoted, acted] = await race2([[{ do: 'set-authority', userId: two.userId, role: 'user' }, one.held], [{ do: 'set-authority', userId: one.userId, role: 'user' }, two.held]])
        expect([demoted?.done, acted?.done].filter(Boolean)).toHaveLength(1)
        const roles = await Promise.all([one, two].map(async ({ userId }) => (await race.stores.users.findById(userId))?.role))
        expect([...roles].sort()).toEqual(['admin', 'user'])
        expect((await race.stores.users.findById(person.userId))?.disabled).toBe(false)
      }), 60_000)
  })
}
