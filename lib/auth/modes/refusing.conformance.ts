import { expect, test } from 'vitest'
import { COOKIE_LIMIT_BYTES } from '../credentials/cookies'
import type { Arena } from './arena.conformance'

/** What anybody may send where a credential belongs. */
const HOSTILE = [
  '',
  ' ',
  '"',
  'x',
  '%',
  '%E0%A4%A',
  '..',
  '....',
  'null',
  '{}',
  '__proto__',
  'a'.repeat(43),
  'A'.repeat(64),
  'eyJhbGciOiJub25lIn0.e30.',
  'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0....',
  'Fe26.2*1*a*b*c**d*e~2',
  '\u0000',
  '\uD800',
  'é'.repeat(40),
  'x'.repeat(COOKIE_LIMIT_BYTES + 1),
]

/** Of every mode: what it refuses. */
export function refusingSuite({ testbed, signedIn, sending, credential }: Arena): void {
  test('says "missing" when nothing came', async () => {
    const { mode, client } = await testbed()
    expect(await mode.verify(client().request())).toEqual({ ok: false, reason: 'missing' })
  })

  test('rejects a credential that came twice, even the same one', async () => {
    const made = await signedIn()
    const value = credential(made.mode, made.browser)
    for (const values of [[value, value], [value, 'x'], ['x', value]]) {
      expect(await made.mode.verify(sending(made, made.browser, values))).toEqual({ ok: false, reason: 'malformed' })
    }
  })

  test.each(HOSTILE)('rejects hostile input and does not throw: %j', async (value) => {
    const made = await testbed()
    const verdict = await made.mode.verify(sending(made, made.client(), [value]))
    expect(verdict.ok).toBe(false)
    const renewed = await made.mode.renew?.(sending(made, made.client(), [value]))
    if (renewed) expect(renewed).toMatchObject({ verdict: { ok: false }, effects: [] })
  })

  test('rejects a credential altered in any place, cut short or grown', async () => {
    const made = await signedIn()
    const value = credential(made.mode, made.browser)
    const altered = [...value].map((character, i) => value.slice(0, i) + (character === 'A' ? 'B' : 'A') + value.slice(i + 1))
    for (const changed of [...altered, value.slice(0, -1), value.slice(1), `${value}A`, `A${value}`, value.toUpperCase()]) {
      const verdict = await made.mode.verify(sending(made, made.browser, [changed]))
      expect(verdict.ok, changed).toBe(false)
    }
  })

  test('rejects a credential whose last character differs only in bits that decoders ignore', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const made = await signedIn()
    const value = credential(made.mode, made.browser)
    const ends = [...value.matchAll(/[\w-](?=[^\w-]|$)/g)].map(({ index }) => index)
    for (const end of ends) {
      const twin = alphabet[alphabet.indexOf(value[end] ?? '') ^ 1] ?? ''
      const verdict = await made.mode.verify(sending(made, made.browser, [value.slice(0, end) + twin + value.slice(end + 1)]))
      expect(verdict.ok, `character ${String(end)}`).toBe(false)
    }
  })

  test('rejects the credential of another server', async () => {
    const ours = await testbed()
    const theirs = await signedIn()
    const visitor = ours.client(theirs.browser.cookies, theirs.browser.token)
    expect(await ours.mode.verify(visitor.request())).toMatchObject({ ok: false })
    expect((await ours.mode.renew?.(visitor.request()))?.verdict.ok).not.toBe(true)
  })
}
