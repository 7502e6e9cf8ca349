import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { appOf } from '@/testkit/app'
import { makeTestbed } from '@/testkit/testbed'
import { createServer } from '../http/server'
import type { Shown } from './criteria'
import { COMPARE_ENDPOINTS } from './endpoints'

const ORIGIN = 'http://localhost:3000'

const started = { processes: 0 }
const note = () => {
  started.processes++
}
subscribe('child_process', note)
afterAll(() => unsubscribe('child_process', note))

/** A server with this setting. */
async function routes(lab: 'on' | 'off') {
  const server = createServer({ ...appOf(await makeTestbed('jwt')), lab: lab === 'on' }, COMPARE_ENDPOINTS)
  const ask = (path: string, init?: RequestInit) => server(new Request(`${ORIGIN}${path}`, init), null)
  return {
    get: () => ask('/api/compare'),
    markdown: (query = '') => ask(`/compare/comparison.md${query}`),
    post: (body: unknown, signal?: AbortSignal) =>
      ask('/api/compare', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), ...(signal && { signal }) }),
  }
}

beforeEach(() => {
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

test('answers go along in Markdown, and one that nobody offered is refused', async () => {
  const { markdown } = await routes('off')
  expect(await (await markdown('?end=minutes')).text()).toContain('**Within minutes**')
  for (const query of ['?end=never', '?end=now&end=minutes']) {
    const answer = await markdown(query)
    expect([answer.status, await answer.json()], query).toEqual([400, expect.objectContaining({ code: 'invalid_request', errors: [expect.objectContaining({ path: 'end' })] })])
  }
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
