import { expect, test } from '../support/test'

test('a palette finds pages, errors and endpoints by keyboard, on any page', async ({ page }) => {
  await page.goto('/docs')
  const dialog = page.getByRole('dialog', { name: 'Search' })
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(dialog).toBeVisible({ timeout: 1000 })
  }).toPass()
  await page.keyboard.type('replayed')
  await expect(dialog.getByRole('link').first()).toHaveText(/^replayed: /)
  await page.keyboard.press('Enter')
  await page.waitForURL('/docs/errors/replayed')
  await expect(dialog).toBeHidden()
  await page.getByRole('banner').getByRole('link', { name: 'Search' }).click()
  await page.keyboard.type('delete sessions')
  await dialog.getByRole('link', { name: 'DELETE /api/sessions Endpoint', exact: true }).click()
  await page.waitForURL('/docs/api#delete-api-sessions')
})

test('a palette that has no list yet, or gets none, never says that there is nothing', async ({ page }) => {
  let answer = () => undefined as unknown
  const held = new Promise<void>((resolve) => (answer = resolve))
  await page.route('/search/index.json', async (route) => {
    await held
    await route.abort()
  })
  await page.goto('/docs')
  const dialog = page.getByRole('dialog', { name: 'Search' })
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(dialog).toBeVisible({ timeout: 1000 })
  }).toPass()
  await page.keyboard.type('replayed')
  await expect(dialog.getByRole('status')).toHaveText('Searching…')
  answer()
  await expect(dialog.getByRole('status')).toHaveText(/did not answer/)
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('the server searches', async ({ page }) => {
    await page.goto('/docs')
    await page.getByRole('banner').getByRole('link', { name: 'Search' }).click()
    await page.waitForURL('/search')
    await page.getByRole('searchbox').fill('api reference')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('main').getByRole('link', { name: 'API reference' }).click()
    await page.waitForURL('/docs/api')
  })
})
