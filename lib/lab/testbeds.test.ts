import { describe, expect, test } from 'vitest'
import { MODE_NAMES } from '@/lib/auth/modes'
import { PASSWORD } from '@/testkit/passwords'
import { PERSON_EMAIL } from '@/testkit/testbed'
import { LIFE_MS, makeTestbeds, MOST_ALIVE, type TestbedInput, type BrowserTestbed } from './testbeds'
import { secondSite } from './second-site'

const appUrl = 'http://localhost:3000'
const attacker = 'http://127.0.0.1:3000'
const CSRF: TestbedInput = { experiment: 'cross-site-post', mode: 'database', without: [] }

function clocked() {
  let time = 1_000_000_000_000
  const testbeds = makeTestbeds({ appUrl, attacker, now: () => time })
  return { testbeds, turn: (ms: number) => void (time += ms) }
}

const own = { host: 'localhost:3000', 'sec-fetch-site': 'same-origin', origin: appUrl, 'content-type': 'application/json' }
const CREDENTIALS = JSON.stringify({ email: PERSON_EMAIL, password: PASSWORD })

function send(testbed: BrowserTestbed, method: string, path: string, headers: Record<string, string>, body = '') {
  return testbed.answer({ method, path, headers: new Headers(headers), body })
}

const signIn = (testbed: BrowserTestbed) => send(testbed, 'POST', '/api/sign-in', own, CREDENTIALS)

describe('the testbeds of a process', () => {
  test('one expires after its time, and not before', async () => {
    const { testbeds, turn } = clocked()
    const { id } = await testbeds.create(CSRF)
    turn(LIFE_MS - 1)
    expect(testbeds.find(id).id).toBe(id)
    turn(1)
    expect(() => testbeds.find(id)).toThrow(/over/)
  })

  test('no more than so many are alive, and the oldest goes first', async () => {
    const { testbeds } = clocked()
    const ids: string[] = []
    for (let i = 0; i < MOST_ALIVE + 1; i++) ids.push((await testbeds.create(CSRF)).id)
    expect(() => testbeds.find(ids[0] ?? '')).toThrow(/over/)
    for (const id of ids.slice(1)) expect(testbeds.find(id).id).toBe(id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('one can be dropped at once', async () => {
    const { testbeds } = clocked()
    const { id } = await testbeds.create(CSRF)
    testbeds.drop(id)
    expect(() => testbeds.find(id)).toThrow(/over/)
  })
})

describe('one testbed', () => {
  for (const mode of MODE_NAMES.filter((name) => name !== 'bearer')) {
    test(`${mode}: its cookies have its name, its path and its life`, async () => {
      const testbed = await clocked().testbeds.create({ ...CSRF, mode })
      const lines = (await signIn(testbed)).headers.getSetCookie()
      expect(lines.length).toBeGreaterThan(0)
      for (const line of lines) {
        expect(line).toMatch(new RegExp(`^lab-${testbed.id}-stateside-`))
        expect(line).toContain(`; Path=/api/lab/testbeds/${testbed.id};`)
        expect(Number(/Max-Age=(\d+)/.exec(line)?.[1])).toBeLessThanOrEqual(LIFE_MS / 1000)
        expect(line).toContain('; HttpOnly; SameSite=')
      }
    })
  }

  test("neither takes nor notes the application's cookies", async () => {
    const testbed = await clocked().testbeds.create(CSRF)
    const [pair = ''] = ((await signIn(testbed)).headers.getSetCookie()[0] ?? '').split(';')
    const bare = pair.slice(`lab-${testbed.id}-`.length)
    expect((await send(testbed, 'GET', '/whoami', { ...own, cookie: `theme=dark; ${pair}` })).status).toBe(200)
    expect((await send(testbed, 'GET', '/whoami', { ...own, cookie: bare })).status).toBe(401)
    const seen = JSON.stringify(await testbed.seen())
    expect(seen).not.toContain('theme')
    expect(seen).not.toContain(bare.split('=')[1])
  })

  test("serves the attacker's page to the attacker's origin only, and the site to its own only", async () => {
    const testbed = await clocked().testbeds.create(CSRF)
    expect((await send(testbed, 'GET', '/attack', { host: '127.0.0.1:3000' })).status).toBe(200)
    expect((await send(testbed, 'GET', '/attack', own)).status).toBe(404)
    await expect(send(testbed, 'POST', '/api/sign-in', { host: '127.0.0.1:3000' }, '{}')).rejects.toThrow()
    await expect(send(testbed, 'GET', '/whoami', { host: 'elsewhere.test' })).rejects.toThrow()
  })

  test('answers 400 to a body that it cannot read, and stops after a while', async () => {
    const testbed = await clocked().testbeds.create(CSRF)
    for (const body of ['', 'null', '{', '[]', '{"email":1}']) expect((await send(testbed, 'POST', '/api/sign-in', own, body)).status, body).toBe(400)
    await expect(send(testbed, 'POST', '/api/sign-in', own, 'x'.repeat(2000))).rejects.toThrow()
    for (let i = 6; i < 100; i++) await send(testbed, 'GET', '/whoami', own)
    await expect(send(testbed, 'GET', '/whoami', own)).rejects.toThrow(/answered all/)
  })

  test('an attack on nobody decides nothing', async () => {
    const testbed = await clocked().testbeds.create(CSRF)
    await send(testbed, 'POST', '/name/Changed', { host: own.host, origin: attacker, 'sec-fetch-site': 'cross-site' })
    expect(await testbed.seen()).toMatchObject({ signedIn: false, name: 'Person', outcome: null })
  })
})

describe('the second site', () => {
  test.each([
    ['http://localhost:3000', 'http://127.0.0.1:3000'],
    ['http://127.0.0.1:3000', 'http://localhost:3000'],
    ['http://localhost', 'http://127.0.0.1'],
    ['https://localhost:3000', null],
    ['https://app.example.com', null],
    ['http://constructor:3000', null],
  ])('of %s is %s', (from, to) => {
    expect(secondSite(from)).toBe(to)
  })
})
