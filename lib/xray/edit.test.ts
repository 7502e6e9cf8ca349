import { describe, expect, test } from 'vitest'
import { MODE_NAMES } from '@/lib/auth/modes'
import { makeTestbed } from '@/testkit/testbed'
import { dissect } from './decode'
import { checkEdited, EditInput, type Edit } from './edit'

async function signedIn(name: (typeof MODE_NAMES)[number]) {
  const { mode, person, client } = await makeTestbed(name)
  const browser = client()
  browser.apply((await mode.issue(person, browser.request())).effects)
  const credential = browser.token ?? browser.cookies.get(mode.facts.credentialName) ?? ''
  return { mode, browser, credential, edit: (change: Edit) => checkEdited(mode, browser.request(), change) }
}

describe.each(MODE_NAMES)('a changed credential in %s mode', (name) => {
  test('is refused, whichever of its parts has another character, and the real one still counts', async () => {
    const { mode, browser, credential, edit } = await signedIn(name)
    for (const { name: part, text } of dissect(credential).parts.filter(({ text }) => text !== '')) {
      const { verdict, bytes, what } = await edit({ part })
      expect([what, bytes, verdict.ok], `${part} of ${String(text.length)}`).toEqual([part, credential.length, false])
    }
    expect((await mode.verify(browser.request())).ok).toBe(true)
  })

  test('is never answered with', async () => {
    const { credential, edit } = await signedIn(name)
    const [part = ''] = dissect(credential).parts.filter(({ text }) => text.length > 16).map((one) => one.name)
    const said = JSON.stringify(await edit({ part }))
    for (const { text } of dissect(credential).parts) if (text.length > 16) expect(said).not.toContain(text.slice(4, 16))
  })

  test('says which claim was changed, where anyone can write one; elsewhere that none can be', async () => {
    const { mode, edit } = await signedIn(name)
    if (mode.facts.credentialKind !== 'jws') {
      await expect(edit({ claim: 'role', value: 'admin' })).rejects.toMatchObject({ code: 'invalid_request' })
      return
    }
    expect(await edit({ claim: 'role', value: 'admin' })).toMatchObject({ from: '"user"', to: '"admin"', verdict: { ok: false, reason: 'bad_signature' } })
    expect(await edit({ claim: 'expiresMs', value: '9999999999999' })).toMatchObject({ to: '9999999999999', verdict: { ok: false } })
    // Nothing was changed, so nothing is wrong with it.
    expect(await edit({ claim: 'role', value: 'user' })).toMatchObject({ verdict: { ok: true } })
    await expect(edit({ claim: '__proto__', value: 'x' })).rejects.toMatchObject({ code: 'invalid_request' })
  })
})

test('what is not there cannot be changed', async () => {
  const { edit } = await signedIn('sealed')
  for (const change of [{ part: 'expiration' }, { part: 'nothing' }, { part: '' }]) await expect(edit(change)).rejects.toMatchObject({ code: 'invalid_request' })
})

test('takes one change, of a claim with its value or of a part', () => {
  for (const good of [{ claim: 'role', value: '' }, { part: 'id' }]) expect(EditInput.safeParse(good).success).toBe(true)
  for (const bad of [{}, { claim: 'role' }, { value: 'x' }, { claim: 'a', value: 'b', part: 'c' }, { part: 'id', value: 'x' }, { part: 'x'.repeat(33) }, { claim: 'a', value: 'x'.repeat(257) }]) {
    expect(EditInput.safeParse(bad).success).toBe(false)
  }
})
