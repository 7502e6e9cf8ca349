import type { APIRequestContext } from '@playwright/test'
import { MODE_NAMES } from '@/lib/auth/modes'
import { factsOf } from '../support/facts'
import { SERVERS } from '../support/servers'
import { expect, test } from '../support/test'

const ADA = { mutation: 'sign-in', email: 'ada@example.com', password: 'correct horse battery staple' }

/** The hidden field that names a server action. Every server of this build takes it, also where no page has such a form. */
async function actionField(request: APIRequestContext): Promise<string> {
  for (const mode of MODE_NAMES) {
    if ((await factsOf(mode)).carrier !== 'cookie') continue
    const page = await (await request.get(`${SERVERS[mode].origin}/`)).text()
    return /\$ACTION_ID_[0-9a-f]+/.exec(page)?.[0] ?? ''
  }
  throw new Error('No mode has pages with forms')
}

test('a form posted from another site is 403, and nobody is signed in', async ({ request, server, facts }) => {
  const field = await actionField(request)
  const foreign: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, { origin: 'null' }]
  for (const headers of foreign) {
    const response = await request.post('/', { multipart: { [field]: '', ...ADA }, headers })
    expect(response.status()).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'cross_site' })
  }
  expect((await request.storageState()).cookies).toEqual([])
  const own = await request.post('/', { multipart: { [field]: '', ...ADA }, headers: { origin: server.origin }, maxRedirects: 0 })
  expect(own.status()).toBe(303)
  expect((await request.storageState()).cookies).toHaveLength(facts.cookies.length)
})

test('a demo button that names somebody else leads to an explanation', async ({ request, server }) => {
  const field = await actionField(request)
  for (const [fields, code] of [
    [{ ...ADA, email: 'nobody@example.com' }, 'invalid_credentials'],
    [{ ...ADA, email: 'x' }, 'invalid_request'],
    [{ email: 'x' }, 'invalid_request'],
  ] as const) {
    const response = await request.post('/', { multipart: { [field]: '', ...fields }, headers: { origin: server.origin }, maxRedirects: 0 })
    expect(response.status()).toBe(303)
    expect(response.headers()['location']).toContain(`/docs/errors/${code}`)
  }
})

test('a form that cannot be read is 400, and one that is too large is 413', async ({ request }) => {
  const id = (await actionField(request)).replace('$ACTION_ID_', '')
  const multipart = { 'content-type': 'multipart/form-data; boundary=XX' }
  for (const [headers, data] of [
    [multipart, 'garbage'],
    [{ 'content-type': 'multipart/form-data' }, 'x'],
    [multipart, '--XX\r\nContent-Disposition: form-data; name="$ACTION_1:0"\r\n\r\n{\r\n--XX--\r\n'],
    [{ 'next-action': id, 'content-type': 'text/plain' }, '{'],
    [{ 'next-action': id, 'content-type': 'text/plain' }, ''],
  ] as const) {
    const response = await request.post('/', { headers: { ...headers }, data })
    expect(response.status(), JSON.stringify([headers, data])).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_request' })
  }
  const missing = await request.post('/', { headers: { 'next-action': id, 'content-type': 'text/plain' }, data: '[]' })
  expect(missing.status()).toBeLessThan(500)
  const large = await request.post('/', { headers: multipart, data: 'x'.repeat(65 * 1024) })
  expect(large.status()).toBe(413)
})
