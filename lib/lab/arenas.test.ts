import { describe, expect, test } from 'vitest'
import { MODE_NAMES } from '@/lib/auth/modes'
import { LIFE_MS, makeArenas, MOST_ALIVE, type ArenaInput, type BrowserArena } from './arenas'
import { secondSite } from './second-site'

const appUrl = 'http://localhost:3000'
const attacker = 'http://127.0.0.1:3000'
const CSRF: ArenaInput = { experiment: 'cross-site-post', mode: 'database', without: [] }

function clocked() {
  let time = 1_000_000_000_000
  const arenas = makeArenas({ appUrl, attacker, now: () => time })
  return { arenas, turn: (ms: number) => void (time += ms) }
}

const own = { host: 'localhost:3000', 'sec-fetch-site': 'same-origin', origin: appUrl }

function send(arena: BrowserArena, method: string, action: string, headers: Record<string, string>, body = '') {
  return arena.answer({ method, action, headers: new Headers(headers), body })
}

const signIn = (arena: BrowserArena) => send(arena, 'POST', 'sign-in', own, '{"email":"person@arena.test"}')

describe('the arenas of a process', () => {
  test('one expires after its time, and not before', async () => {
    const { arenas, turn } = clocked()
    const { id } = await arenas.create(CSRF)
    turn(LIFE_MS - 1)
    expect(arenas.find(id).id).toBe(id)
    turn(1)
    expect(() => arenas.find(id)).toThrow(/over/)
  })

  test('no more than so many are alive, and the oldest goes first', async () => {
    const { arenas } = clocked()
    const ids: string[] = []
    for (let i = 0; i < MOST_ALIVE + 1; i++) ids.push((await arenas.create(CSRF)).id)
    expect(() => arenas.find(ids[0] ?? '')).toThrow(/over/)
    for (const id of ids.slice(1)) expect(arenas.find(id).id).toBe(id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('one can be dropped at once', async () => {
    const { arenas } = clocked()
    const { id } = await arenas.create(CSRF)
    arenas.drop(id)
    expect(() => arenas.find(id)).toThrow(/over/)
  })
})

describe('one arena', () => {
  for (const mode of MODE_NAMES.filter((name) => name !== 'bearer')) {
    test(`${mode}: its cookies have its name, its path and its life`, async () => {
      const arena = await clocked().arenas.create({ ...CSRF, mode })
      const lines = (await signIn(arena)).headers.getSetCookie()
      expect(lines.length).toBeGreaterThan(0)
      for (const line of lines) {
        expect(line).toMatch(new RegExp(`^lab-${arena.id}-stateside-`))
        expect(line).toContain(`; Path=/api/lab/arenas/${arena.id};`)
        expect(Number(/Max-Age=(\d+)/.exec(line)?.[1])).toBeLessThanOrEqual(LIFE_MS / 1000)
        expect(line).toContain('; HttpOnly; SameSite=Lax')
      }
    })
  }

  test("neither takes nor notes the application's cookies", async () => {
    const arena = await clocked().arenas.create(CSRF)
    const [pair = ''] = ((await signIn(arena)).headers.getSetCookie()[0] ?? '').split(';')
    const bare = pair.slice(`lab-${arena.id}-`.length)
    expect((await send(arena, 'GET', 'me', { ...own, cookie: `theme=dark; ${pair}` })).status).toBe(200)
    expect((await send(arena, 'GET', 'me', { ...own, cookie: bare })).status).toBe(401)
    const seen = JSON.stringify(await arena.seen())
    expect(seen).not.toContain('theme')
    expect(seen).not.toContain(bare.split('=')[1])
  })

  test("serves the attacker's page to the attacker's origin only, and the site to its own only", async () => {
    const arena = await clocked().arenas.create(CSRF)
    expect((await send(arena, 'GET', 'attack', { host: '127.0.0.1:3000' })).status).toBe(200)
    expect((await send(arena, 'GET', 'attack', own)).status).toBe(404)
    await expect(send(arena, 'POST', 'sign-in', { host: '127.0.0.1:3000' }, '{}')).rejects.toThrow()
    await expect(send(arena, 'GET', 'me', { host: 'elsewhere.test' })).rejects.toThrow()
  })

  test('answers 400 to a body that it cannot read, and stops after a while', async () => {
    const arena = await clocked().arenas.create(CSRF)
    for (const body of ['', 'null', '{', '[]', '{"email":1}']) expect((await send(arena, 'POST', 'sign-in', own, body)).status, body).toBe(400)
    await expect(send(arena, 'POST', 'sign-in', own, 'x'.repeat(2000))).rejects.toThrow()
    for (let i = 6; i < 100; i++) await send(arena, 'GET', 'me', own)
    await expect(send(arena, 'GET', 'me', own)).rejects.toThrow(/answered all/)
  })

  test('an attack on nobody decides nothing', async () => {
    const arena = await clocked().arenas.create(CSRF)
    await send(arena, 'POST', 'name', { host: own.host, origin: attacker, 'sec-fetch-site': 'cross-site' }, '{"name":"Changed"}')
    expect(await arena.seen()).toMatchObject({ signedIn: false, name: 'Person', outcome: null })
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
