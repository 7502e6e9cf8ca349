import { expect, test } from '../support/test'

test('the server says which mode it runs', async ({ request, mode }) => {
  const answer = await request.get('/api/health')
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toMatchObject({ status: 'ok', mode })
})

test('a minted session is let in, and nobody without one is', async ({ page, mint }) => {
  await page.goto('/dashboard')
  await expect(page).toHaveURL(/\/sign-in\?/)
  await mint('ada')
  await page.goto('/dashboard')
  await expect(page).toHaveURL(/\/dashboard$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('the server sees the address of this test', async ({ page, address }) => {
  const sent = page.waitForRequest('**/api/health')
  await page.goto('/api/health')
  expect((await sent).headers()['x-forwarded-for']).toBe(address)
})
