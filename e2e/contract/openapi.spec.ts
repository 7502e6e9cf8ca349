import { expect, test } from '../support/test'
import { violations } from '../support/watch-api'

test('the API describes itself, and how this mode carries a session', async ({ request, facts, server }) => {
  const answer = await request.get('/api/openapi.json')
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/json'])
  const document = (await answer.json()) as { openapi: string; servers: unknown; paths: Record<string, unknown>; components: { securitySchemes: Record<string, Record<string, unknown>> } }
  expect(document).toMatchObject({ openapi: '3.1.1', servers: [{ url: server.origin }] })
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/api/sign-in', '/api/sessions/{id}', '/api/reports']))
  // Where the lab is off, its addresses are not there.
  expect(document.paths).not.toHaveProperty('/api/lab/experiments')
  const session = facts.carrier === 'cookie' ? { type: 'apiKey', in: 'cookie', name: facts.credentialName } : { type: 'http', scheme: 'bearer' }
  expect(document.components.securitySchemes['session']).toMatchObject(session)
})

test('what the document does not describe is a violation, which fails whatever test saw it', async ({ page }) => {
  await page.goto('/docs')
  await page.route('/api/health', (route) => route.fulfill({ json: { status: 'splendid' } }))
  await page.evaluate(() => fetch('/api/health').then((answer) => answer.json()))
  await expect.poll(async () => (await violations()).join()).toMatch(/GET \/api\/health answered 200/)
})
