import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStores } from '@/db/sqlite/open'
import { memoryStores } from '@/db/memory/stores'
import { makeTestbed } from '@/testkit/testbed'
import { countSessions, endOtherSessions, endSession, listEnded, listEverySession, listSessions } from '../accounts/sessions'

const PAGE = { limit: 9 }
let folder: string
const opened: { close(): void }[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-'))
})
afterEach(() => {
  for (const stores of opened.splice(0)) stores.close()
  rmSync(folder, { recursive: true })
})

const DRIVERS = {
  memory: memoryStores,
  sqlite: () => {
    const stores = openStores(join(folder, 'stateside.db'))
    opened.push(stores)
    return stores
  },
}

for (const [driver, make] of Object.entries(DRIVERS)) {
  for (const [name, before] of [
    ['database', 'hybrid'],
    ['hybrid', 'database'],
  ] as const) {
    describe(`in ${name} mode over ${driver}, where ${before} was before`, () => {
      async function switched() {
        const old = await makeTestbed(before, { stores: make() })
        const { stores, clock, person } = old
        const testbed = await makeTestbed(name, { stores, clock, person })
        const theirs = [await old.mode.issue(person, old.client().request()), await old.mode.issue(person, old.client().request())]
        const client = testbed.client()
        const { session, effects } = await testbed.mode.issue(person, client.request())
        client.apply(effects)
        const another = await testbed.mode.issue(person, testbed.client().request())
        const deps = { mode: testbed.mode, stores, session, req: client.request() }
        return { old, deps, theirs: theirs.map((issued) => issued.session.id), own: session.id, another: another.session.id }
      }
      const ids = (sessions: readonly { readonly id: string }[]) => sessions.map(({ id }) => id)

      test('what the other mode began is none of its sessions', async () => {
        const { old, deps, theirs, own, another } = await switched()
        expect(ids((await listSessions(deps, PAGE)).items)).toEqual([own, another])
        expect(ids((await listEverySession(deps, PAGE)).items)).toEqual([another, own])
        expect(await countSessions(deps, deps.session.user.id)).toBe(2)
        for (const id of theirs) await expect(endSession(deps, id)).rejects.toMatchObject({ code: 'not_found' })

        await old.stores.sessions.end(deps.session.user.id, theirs[0] ?? '', { at: old.now(), by: null, why: 'ended' })
        expect(await listEnded(deps, deps.session.user.id, 9)).toEqual([])
        // Where it is another server's, still, it is listed there.
        const there = { ...deps, mode: old.mode, session: { ...deps.session, id: theirs[1] ?? '' } }
        expect(ids((await listSessions(there, PAGE)).items)).toEqual([theirs[1]])
      })

      test('all the others are over in both', async () => {
        const { old, deps, theirs, own } = await switched()
        await endOtherSessions(deps)
        expect(ids((await listSessions(deps, PAGE)).items)).toEqual([own])
        const found = await Promise.all(theirs.map((id) => old.stores.sessions.ending(id)))
        expect(found.every((ending) => ending?.why === 'ended')).toBe(true)
      })

      test('a row that does not say which mode began it counts', async () => {
        const { deps, own, another } = await switched()
        const row = { id: 'old', userId: deps.session.user.id, epoch: 0, mode: null, createdAt: deps.req.now, lastSeenAt: deps.req.now, expiresAt: deps.req.now + 1, ip: null, userAgent: null }
        await deps.stores.sessions.create(row, 'hash')
        expect(ids((await listSessions(deps, PAGE)).items)).toEqual([own, 'old', another])
        expect(await countSessions(deps, row.userId)).toBe(3)
        expect(await endSession(deps, 'old')).toMatchObject({ ended: ['old'] })
      })
    })
  }
}
