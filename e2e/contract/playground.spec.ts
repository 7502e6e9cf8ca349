import { expect, test } from '../support/test'

test('sends as whoever is signed in, shows both sides and explains a refusal', async ({ page, mint, held }) => {
  await mint('ada')
  await page.goto('/playground')
  const main = page.getByRole('main')
  await expect(main.getByLabel('Endpoint')).toHaveValue('get-api-me')
  await main.getByRole('button', { name: 'Send' }).click()
  await expect(main.getByRole('status').filter({ hasText: /^200 after [\d.]+ ms/ })).toBeVisible()
  await expect(main.getByRole('region', { name: 'Response' })).toContainText('ada@example.com')
  for (const { value } of await held()) await expect(main).not.toContainText(value)

  await main.getByLabel('Endpoint').selectOption('delete-api-account')
  await main.getByLabel('Body').fill('{"password":"wrong"}')
  await main.getByRole('button', { name: 'Send' }).click()
  await expect(main.getByRole('status').filter({ hasText: /^403 after/ })).toBeVisible()
  await expect(main.getByRole('link', { name: /What wrong_password means/ })).toHaveAttribute('href', '/docs/errors/wrong_password')
  await expect(main.getByRole('region', { name: 'History' }).getByRole('listitem')).toHaveCount(2)
  await main.getByRole('button', { name: /GET \/api\/me/ }).click()
  await expect(main.getByRole('region', { name: 'Response' })).toContainText('ada@example.com')
})

test('an administrator makes a client, mints a token and opens the reports with it', async ({ page, mint }) => {
  await mint('grace')
  await page.goto('/playground?endpoint=post-api-sign-in')
  const main = page.getByRole('main')
  await expect(main.getByLabel('Body')).toHaveValue(/correct horse battery staple/)
  await main.getByText('A server-to-server token', { exact: true }).click()
  await main.getByRole('button', { name: 'Make a client' }).click()
  await expect(main.getByLabel('Client secret')).toHaveValue(/^\S{43}$/)
  const secret = await main.getByLabel('Client secret').inputValue()
  await main.getByRole('button', { name: 'Mint a token' }).click()
  await expect(main.getByRole('status').filter({ hasText: 'The token of this page: eyJ' })).toBeVisible()
  await main.getByRole('button', { name: 'Call /api/reports with it' }).click()
  await expect(main.getByRole('region', { name: 'Response' })).toContainText('"reports"')
  await expect(main).not.toContainText(secret)
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('lists every endpoint as a command', async ({ page }) => {
    await page.goto('/playground')
    await page.getByText('Every endpoint, as a command').click()
    await expect(page.getByLabel('POST /api/sign-in as curl')).toContainText("curl -s -X POST 'http://localhost:")
    await expect(page.getByLabel('GET /api/reports as curl')).toContainText('Authorization: Bearer $TOKEN')
  })
})
