import { describe, expect, test } from 'vitest'
import { appOf } from '@/testkit/app'
import { makeTestbed } from '@/testkit/testbed'
import { MODE_NAMES } from '../auth/modes'
import { createServer } from '../http/server'
import { LAB_ENDPOINTS } from './endpoints'
import { EXPERIMENT_IDS } from './experiment'

const ORIGIN = 'http://localhost:3000'

/** A server with this setting. */
async function routes(lab: 'on' | 'off') {
  const server = createServer({ ...appOf(await makeTestbed('jwt')), origin: ORIGIN, lab: lab === 'on' }, LAB_ENDPOINTS)
  return {
    list: (method: string) => server(new Request(`${ORIGIN}/api/lab/experiments`, { method }), null),
    one: (id: string, body?: unknown, method = 'POST') => {
      const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      return server(new Request(`${ORIGIN}/api/lab/experiments/${id}`, { method, ...sent }), null)
    },
  }
}

describe('while the lab is on', () => {
  test('lists every experiment', async () => {
    const { list } = await routes('on')
    const answer = await list('GET')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const { experiments } = (await answer.json()) as { experiments: { id: string }[] }
    expect(experiments.map(({ id }) => id)).toEqual(EXPERIMENT_IDS)
    for (const each of experiments) expect(each).toEqual({ id: each.id, title: expect.any(String), question: expect.stringMatching(/\?$/) })
    expect((await list('POST')).status).toBe(405)
  })

  test('runs one with one mode, and with all', async () => {
    const { one } = await routes('on')
    const single = await one('replay-after-sign-out', { mode: 'jwt' })
    expect(single.status).toBe(200)
    const letIn = { outcome: 'succeeded', letInSeconds: 2_592_000 }
    expect(await single.json()).toMatchObject({ id: 'replay-after-sign-out', mode: 'jwt', revocation: 'none', ...letIn, evidence: expect.any(Array) })
    expect(await (await one('replay-after-sign-out', { mode: 'hybrid' })).json()).toMatchObject({ outcome: 'succeeded', letInSeconds: 300 })
    expect(await (await one('replay-after-sign-out', { mode: 'jwt', revocation: 'list' })).json()).toMatchObject({ revocation: 'list', outcome: 'blocked', letInSeconds: 0 })
    const { otherwise } = (await (await one('leaked-secret', { mode: 'bearer' })).json()) as { otherwise: unknown[] }
    expect(otherwise).toMatchObject([{ setting: { id: 'dropped' }, outcome: 'blocked', letInSeconds: 0 }])
    const measured = (await (await one('cost-per-thousand', { mode: 'bearer' })).json()) as { evidence: { kind: string }[] }
    expect(measured).toMatchObject({ outcome: 'measured', letInSeconds: null })
    expect(measured.evidence.map(({ kind }) => kind)).toContain('measure')

    for (const body of [undefined, {}]) {
      const all = (await (await one('stale-role', body)).json()) as { id: string; results: { mode: string }[] }
      expect(all.id).toBe('stale-role')
      expect(all.results.map(({ mode }) => mode)).toEqual(MODE_NAMES)
    }
  })

  test('refuses what it does not know', async () => {
    const { one } = await routes('on')
    for (const id of ['nothing', '__proto__', 'constructor', '']) {
      const answer = await one(id, {})
      expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 'not_found' })])
    }
    for (const body of [{ mode: 'none' }, { mode: null }, { revocation: 'both' }, { extra: 1 }, [], 'text']) {
      expect((await one('stale-role', body)).status).toBe(400)
    }
    expect((await one('stale-role', undefined, 'GET')).status).toBe(405)
  })
})

test('while it is off, none of its addresses exist', async () => {
  const { list, one } = await routes('off')
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
    expect((await list(method)).status).toBe(404)
    expect((await one('stale-role', undefined, method)).status).toBe(404)
  }
  expect((await one('stale-role', { mode: 'none' })).status).toBe(404)
})
