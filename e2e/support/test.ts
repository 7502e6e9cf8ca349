import { randomUUID } from 'node:crypto'
import { test as base } from '@playwright/test'
import type { ModeName } from '@/lib/auth/contract'
import { DEMO_PEOPLE } from '@/db/seed'
import { mintSession } from './mint'
import { SERVERS, type Server } from './servers'

export { expect } from '@playwright/test'

/** Set by a project, or by `test.use({ mode })`. */
export interface ModeOption {
  mode: ModeName
}

export interface Person {
  readonly email: string
  readonly name: string
  readonly password: string
}

interface Fixtures {
  /** The server of this test's mode; `baseURL` is its origin. */
  server: Server
  /** The client address of this test and of no other. */
  address: string
  /** Signs a demo person in by placing a credential in the browser that was made just now, or `ageMs` ago. */
  mint: (who: 'ada' | 'grace', options?: { ageMs?: number }) => Promise<void>
  /** Somebody who has no account yet. */
  newPerson: () => Person
}

let addresses = 0

export const test = base.extend<ModeOption & Fixtures>({
  mode: ['database', { option: true }],

  server: async ({ mode }, use) => {
    await use(SERVERS[mode])
  },

  baseURL: async ({ server }, use) => {
    await use(server.origin)
  },

  address: async ({}, use, { workerIndex }) => {
    addresses += 1
    await use(`10.${String(workerIndex % 256)}.${String((addresses >> 8) % 256)}.${String(addresses % 256)}`)
  },

  extraHTTPHeaders: async ({ address, extraHTTPHeaders }, use) => {
    await use({ ...extraHTTPHeaders, 'X-Forwarded-For': address })
  },

  mint: async ({ mode, context }, use) => {
    await use(async (who, { ageMs = 0 } = {}) => {
      const user = DEMO_PEOPLE.find(({ email }) => email.startsWith(`${who}@`))
      if (!user) throw new Error(`${who} is no demo person`)
      const { cookies } = await mintSession(mode, user, Date.now() - ageMs)
      await context.addCookies([...cookies])
    })
  },

  newPerson: async ({}, use) => {
    await use(() => {
      const id = randomUUID()
      return { email: `person-${id}@example.com`, name: `Person ${id.slice(0, 8)}`, password: `pass phrase ${id}` }
    })
  },
})
