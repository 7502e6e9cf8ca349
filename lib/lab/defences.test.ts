import { describe, expect, test } from 'vitest'
import type { ModeName } from '@/lib/auth/modes'
import { DEFENCES, defences, type Defence } from './defences'
import type { ExperimentId, Setting } from './experiment'
import { LAB_MODES, runOnce } from './run'

type Around = Omit<Setting, 'id' | 'title'>

/** For each defence an experiment that it decides. `around`: what else is set, in both runs. */
const DECIDES: Readonly<Record<Defence, { readonly id: ExperimentId; readonly mode: ModeName; readonly around?: Around }>> = {
  'hashed-ids': { id: 'stolen-database', mode: 'database' },
  'sealed-keys': { id: 'stolen-database', mode: 'bearer' },
  'strong-secret': { id: 'weak-secret', mode: 'jwt' },
  'fresh-credential': { id: 'session-fixation', mode: 'database' },
  'absolute-limit': { id: 'stolen-credential', mode: 'sealed', around: { late: true } },
  'verified-signature': { id: 'tampered-payload', mode: 'bearer' },
  'pinned-algorithm': { id: 'algorithm-confusion', mode: 'hybrid' },
  'own-keys': { id: 'key-injection', mode: 'bearer' },
  'grace-window': { id: 'parallel-refresh', mode: 'hybrid' },
  'replay-kill': { id: 'refresh-replay', mode: 'hybrid' },
  'one-write': { id: 'refresh-replay', mode: 'hybrid' },
  'previous-secret': { id: 'secret-rotation', mode: 'jwt' },
  'origin-check': { id: 'cross-site-post', mode: 'database' },
  // A second line behind the first, so it is seen only without that.
  'same-site': { id: 'cross-site-post', mode: 'database', around: { without: ['origin-check'] } },
  'http-only': { id: 'script-reads-storage', mode: 'sealed' },
  'store-errors': { id: 'store-down', mode: 'database' },
  'bounded-claims': { id: 'cookie-size', mode: 'jwt' },
  secure: { id: 'eavesdropper', mode: 'database' },
  'dropped-keys': { id: 'leaked-secret', mode: 'hybrid' },
  'whole-credential': { id: 'remembered-verdict', mode: 'jwt' },
  'asked-again': { id: 'remembered-verdict', mode: 'database' },
  'memory-ends': { id: 'remembered-verdict', mode: 'bearer' },
  'shared-secret': { id: 'split-secrets', mode: 'sealed' },
}

async function run(id: ExperimentId, name: ModeName, setting: Around, revocation: 'none' | 'list' = 'none') {
  const mode = LAB_MODES.find((each) => each.name === name)
  if (!mode) throw new Error(`no mode ${name}`)
  return runOnce(id, mode, setting, { revocation })
}

describe('switching a single defence changes what happens', () => {
  test.each(Object.keys(DEFENCES) as Defence[])('%s', async (defence) => {
    const { id, mode, around = {} } = DECIDES[defence]
    const added = defences(around).has(defence) ? around : { ...around, with: [...(around.with ?? []), defence] }
    const on = await run(id, mode, added)
    const off = await run(id, mode, added === around ? { ...around, without: [...(around.without ?? []), defence] } : around)
    if (defence === 'same-site') {
      // A modern browser keeps the other site out as long as there is SameSite.
      expect([on.because, off.because]).toEqual([
        'The name was changed by another origin of the same site, and by another site in an old browser.',
        'The name was changed by another site, and by another origin of the same site, and by another site in an old browser.',
      ])
    } else expect([on.outcome, off.outcome]).toEqual(['blocked', 'succeeded'])
  })

  test.each(['replay-after-sign-out', 'revoke-from-another-device', 'stale-role', 'disabled-account', 'sign-out-race'] as const)(
    'the revocation list, in %s',
    async (id) => {
      expect((await run(id, 'jwt', {}, 'list')).outcome).toBe('blocked')
      expect((await run(id, 'jwt', {}, 'none')).outcome).toBe('succeeded')
    },
  )
})
