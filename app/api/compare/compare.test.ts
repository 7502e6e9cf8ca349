import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import type { Shown } from '@/lib/compare/criteria'

const folder = mkdtempSync(join(tmpdir(), 'stateside-compare-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ORIGIN = 'http://localhost:3000'

const started = { processes: 0 }
const note = () => {
  started.processes++
}
subscribe('child_process', note)
afterAll(() => unsubscribe('child_process', note))

/** The routes as a server with this setting loads them. */
async function routes(lab: 'on' | 'off') {
  vi.resetModules()
  vi.stubEnv('LAB', lab)
  vi.stubEnv('AUTH_SECRET', 'q7Zr2vXk9LmB4nTw6JdY1sHc8GfP3uAe5RiN0oKx')
  vi.stubEnv('APP_URL', ORIGIN)
  vi.stubEnv('DATABASE_URL', `file:${join(folder, `${lab}.db`)}`)
  const { GET, POST } = await import('./route')
  const { GET: markdown } = await import('../../compare/comparison.md/route')
  const context = { params: Promise.resolve({}) }
  return {
    get: () => GET(new Request(`${ORIGIN}/api/compare`), context),
    markdown: () => markdown(new Request(`${ORIGIN}/compare/comparison.md`), context),
    post: (body: unknown, signal?: AbortSignal) =>
      POST(new Request(`${ORIGIN}/api/compare`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), ...(signal && { signal }) }), context),
  }
}

beforeEach(() => {
  vi.unstubAllEnvs()
  started.processes = 0
})

test.each(['on', 'off'] as const)('with the lab %s the recorded figures are served, and nothing is measured for it', async (lab) => {
  const { get, markdown } = await routes(lab)
  const [data, text] = [await get(), await markdown()]
  const { recordedAt, machine, columns } = (await data.json()) as { recordedAt: string; machine: object; columns: { measuredAt: string }[] }
  expect(Date.parse(recordedAt)).toBeLessThan(Date.now())
  expect(Object.keys(machine)).toEqual(['node', 'platform', 'processor'])
  for (const { measuredAt } of columns) expect(measuredAt <= recordedAt).toBe(true)
  expect(await text.text()).toContain(`Recorded ${recordedAt}`)
  expect(started.processes).toBe(0)
})

test('with the lab off nobody can have anything measured', async () => {
  const { post } = await routes('off')
  const answer = await post({ mode: 'database' })
  expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 'not_found' })])
  expect((await post({ mode: 'none' })).status).toBe(400)
  expect(started.processes).toBe(0)
})

test('with the lab on one mode is measured here, in turn with whatever else is run', async () => {
  const { post } = await routes('on')
  const since = Date.now()
  const answer = await post({ mode: 'hybrid', revocation: 'list' })
  expect(answer.status).toBe(200)
  const { mode, revocation, measuredAt, cells } = (await answer.json()) as Shown
  expect([mode, revocation]).toEqual(['hybrid', 'list'])
  expect(measuredAt).toBeGreaterThanOrEqual(since)
  expect(cells.attacks.word).toMatch(/succeeded$/)
  expect(started.processes).toBe(1)
  for (const wrong of [{}, { mode: 'none' }, { mode: 'jwt', revocation: 'both' }, { mode: 'jwt', anew: true }]) expect((await post(wrong)).status).toBe(400)
})

test('whoever hangs up stops it, and too many who wait are sent away', async () => {
  const { post } = await routes('on')
  const gone = await post({ mode: 'jwt' }, AbortSignal.abort())
  expect([gone.status, ((await gone.json()) as { code: string }).code]).toEqual([429, 'lab_busy'])
  const stop = new AbortController()
  const waiting = Array.from({ length: 10 }, () => post({ mode: 'jwt' }, stop.signal))
  const first = await Promise.race(waiting)
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '5'])
  stop.abort()
  for (const answer of await Promise.all(waiting)) expect(answer.status).toBe(429)
})
