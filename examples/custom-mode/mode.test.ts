import { describe, expect, test } from 'vitest'
import { conform } from '@/lib/auth/modes/conformance'
import { ENDPOINTS } from '@/lib/http/endpoints'
import { createServer } from '@/lib/http/server'
import { appOf } from '@/testkit/app'
import { PASSWORD } from '@/testkit/passwords'
import { makeTestbedOf, PERSON_EMAIL, type ModeFactory } from '@/testkit/testbed'
import { EXPERIMENT_IDS, type ExperimentId, type Outcome } from '@/lib/lab/experiment'
import { runOnce } from '@/lib/lab/run'
import { wordsOf } from '@/lib/auth/modes'
import { wordsFrom } from '@/lib/auth/modes/words'
import { signedMode, words } from './mode'

const make: ModeFactory<'signed'> = signedMode

conform('signed', (options) => makeTestbedOf(make, options))

describe('a mode that no registry knows', () => {
  test('appears in every experiment of the lab', async () => {
    const outcomes: Partial<Record<ExperimentId, Outcome>> = {}
    for (const id of EXPERIMENT_IDS) outcomes[id] = (await runOnce(id, { name: 'signed', make }, {})).outcome
    expect(outcomes).toEqual({
      'replay-after-sign-out': 'blocked',
      'revoke-from-another-device': 'blocked',
      'stale-role': 'blocked',
      'disabled-account': 'blocked',
      'tampered-payload': 'blocked',
      'algorithm-confusion': 'not_applicable',
      'key-injection': 'not_applicable',
      'weak-secret': 'blocked',
      'leaked-secret': 'blocked',
      'stolen-database': 'blocked',
      'stolen-credential': 'succeeded',
      'script-reads-storage': 'blocked',
      'cross-site-post': 'blocked',
      'session-fixation': 'blocked',
      eavesdropper: 'succeeded',
      'refresh-replay': 'not_applicable',
      'parallel-refresh': 'blocked',
      'sign-out-race': 'blocked',
      'secret-rotation': 'blocked',
      'split-secrets': 'succeeded',
      'remembered-verdict': 'blocked',
      'store-down': 'blocked',
      'clock-skew': 'blocked',
      'cookie-size': 'blocked',
      'cost-per-thousand': 'measured',
      'revocation-latency': 'measured',
    })
  })

  test('is served by the API as any other', async () => {
    const testbed = await makeTestbedOf(make)
    const server = createServer(appOf(testbed), ENDPOINTS)
    const { issuer: origin } = testbed.config
    const ask = (method: string, path: string, cookie: string, body?: unknown) => {
      const headers = { origin, ...(cookie && { cookie }), ...(body !== undefined && { 'content-type': 'application/json' }) }
      return server(new Request(`${origin}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }), null)
    }
    const signedIn = await ask('POST', '/api/sign-in', '', { email: PERSON_EMAIL, password: PASSWORD })
    expect(await signedIn.json()).toMatchObject({ mode: 'signed', user: { email: PERSON_EMAIL } })
    const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';', 1).join('')).join('; ')
    expect(await (await ask('GET', '/api/me', cookie)).json()).toMatchObject({ mode: 'signed' })
    expect(((await (await ask('GET', '/api/sessions', cookie)).json()) as { sessions: unknown[] }).sessions).toHaveLength(1)
    expect((await ask('POST', '/api/renew', cookie)).status).toBe(200)
    expect(await (await ask('POST', '/api/sign-out', cookie)).json()).toMatchObject({ takesEffect: 'now' })
    expect((await ask('GET', '/api/me', cookie)).status).toBe(401)
  })

  test('has words for every screen: its own, and from its facts where it has none', async () => {
    const { facts } = (await makeTestbedOf(make)).mode
    const theirs = wordsFrom(facts, words)
    expect(theirs.title).toBe('Signed session id')
    expect(theirs.ends).toBe(wordsFrom(facts).ends)
    expect(wordsOf({ name: 'in no registry', facts })).toEqual(wordsFrom(facts))
    expect(wordsFrom(facts)).toMatchObject({ title: 'Server-side session', travels: 'a random id', check: 'one indexed read' })
  })

  test('asks the store nothing about an id that it did not sign', async () => {
    const testbed = await makeTestbedOf(make)
    let asked = 0
    const mode = make({
      ...testbed,
      revocation: 'none',
      stores: { ...testbed.stores, sessions: { ...testbed.stores.sessions, find: (hash) => (asked++, testbed.stores.sessions.find(hash)) } },
    })
    const browser = testbed.client()
    browser.apply((await mode.issue(testbed.person, browser.request())).effects)
    expect(await mode.verify(browser.request())).toMatchObject({ ok: true })
    expect(asked).toBe(1)
    browser.cookies.set('stateside-signed', `${'a'.repeat(43)}.${'b'.repeat(43)}`)
    expect(await mode.verify(browser.request())).toEqual({ ok: false, reason: 'bad_signature' })
    expect(asked).toBe(1)
  })
})
