import { randomUUID } from 'node:crypto'
import { expect, test as base, type APIResponse, type Page } from '@playwright/test'
import { TOKEN_KEY } from '@/app/_bearer/token'
import type { ModeFacts } from '@/lib/auth/contract'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { DEMO_PEOPLE } from '@/lib/accounts/demo'
import { factsOf } from './facts'
import { mintSession } from './mint'
import { SERVERS, type Server } from './servers'
import { violations, watchContext, watchRequests } from './watch-api'

export { expect }

/** Set by a project, or by `test.use({ mode })`. */
export interface ModeOption {
  mode: ModeName
}

export interface Person {
  readonly email: string
  readonly name: string
  readonly password: string
}

/** What a browser holds that stands for a session. */
export interface Held {
  readonly name: string
  readonly value: string
}

interface Fixtures {
  /** What the mode under test says of itself. */
  facts: ModeFacts
  /** Everything in the browser that stands for a session: cookies, or the token in localStorage. Needs a page of the server. */
  held: () => Promise<readonly Held[]>
  /** Headers by which a request of `page.request` is this browser's, as far as cookies are not. */
  mine: () => Promise<Record<string, string>>
  /** The server of this test's mode; `baseURL` is its origin. */
  server: Server
  /** The client address of this test and of no other. */
  address: string
  /** Signs a demo person in by placing a credential in the browser that was made just now, or `ageMs` ago. */
  mint: (who: 'ada' | 'grace', options?: { ageMs?: number }) => Promise<void>
  /** Somebody who has no account yet. */
  newPerson: () => Person
  /** Holds every answer of the API that the test saw to what the API says of itself. */
  asDescribed: undefined
}

let addresses = 0

export const test = base.extend<ModeOption & Fixtures>({
  mode: [MODE_NAMES[0], { option: true }],

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

  mint: async ({ mode, context, server }, use) => {
    await use(async (who, { ageMs = 0 } = {}) => {
      const user = DEMO_PEOPLE.find(({ email }) => email.startsWith(`${who}@`))
      if (!user) throw new Error(`${who} is no demo person`)
      const { cookies, token } = await mintSession(mode, user, Date.now() - ageMs)
      await context.addCookies([...cookies])
      if (token === null) return
      const page = await context.newPage()
      await page.goto(`${server.origin}/icon.svg`)
      await page.evaluate(([key, value]) => localStorage.setItem(key, value), [TOKEN_KEY, token] as const)
      await page.close()
    })
  },

  facts: async ({ mode }, use) => {
    await use(await factsOf(mode))
  },

  held: async ({ page, facts }, use) => {
    await use(async () => {
      if (facts.carrier === 'cookie') return page.context().cookies()
      const value = await page.evaluate((key) => localStorage.getItem(key), TOKEN_KEY)
      return value === null ? [] : [{ name: facts.credentialName, value }]
    })
  },

  mine: async ({ facts, held }, use) => {
    await use(async (): Promise<Record<string, string>> => {
      if (facts.carrier === 'cookie') return {}
      const [token] = await held()
      return token ? { authorization: `Bearer ${token.value}` } : {}
    })
  },

  context: async ({ context }, use) => {
    watchContext(context)
    await use(context)
  },

  request: async ({ request }, use) => {
    watchRequests(request)
    await use(request)
  },

  asDescribed: [
    async ({}, use) => {
      await violations()
      await use(undefined)
      expect(await violations(), 'answers that /api/openapi.json does not describe').toEqual([])
    },
    { auto: true },
  ],

  newPerson: async ({}, use) => {
    await use(() => {
      const id = randomUUID()
      return { email: `person-${id}@example.com`, name: `Person ${id.slice(0, 8)}`, password: `pass phrase ${id}` }
    })
  },
})

/** Headers by which later requests are of whoever this answer signed in, as far as cookies do not do it. */
export async function signedInBy(answer: APIResponse): Promise<Record<string, string>> {
  const { access_token: token } = (await answer.json()) as { access_token?: string }
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}

/** Signs up or in by the API, in this page's browser. */
export async function enter(page: Page, how: 'sign-up' | 'sign-in', person: Person): Promise<void> {
  const answer = await page.request.post(`/api/${how}`, { data: how === 'sign-up' ? person : { email: person.email, password: person.password } })
  expect(answer.ok()).toBe(true)
  const { access_token: token } = (await answer.json()) as { access_token?: string }
  if (token === undefined) return
  await page.goto('/icon.svg')
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), [TOKEN_KEY, token] as const)
}

/** What the page says about the last thing that was asked of it. */
export const said = (page: Page, text: string | RegExp) => page.getByRole('main').getByRole('status').filter({ hasText: text })
