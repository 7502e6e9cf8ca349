import { describe, expect, test } from 'vitest'
import { conform } from '@/lib/auth/modes/conformance'
import { makeTestbedOf, type ModeFactory } from '@/testkit/testbed'
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
      'store-down': 'blocked',
      'clock-skew': 'blocked',
      'cookie-size': 'blocked',
      'cost-per-thousand': 'measured',
      'revocation-latency': 'measured',
    })
  })

  test('has words for every screen: its own, and from its facts where it has none', async () => {
    const { facts } = (await makeTestbedOf(make)).mode
    const theirs = wordsFrom(facts, words)
    expect(theirs.title).toBe('Signed session id')
    expect(theirs.ends).toBe(wordsFrom(facts).ends)
    expect(wordsOf({ name: 'signed', facts })).toEqual(wordsFrom(facts))
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
