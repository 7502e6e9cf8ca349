import { expect, test } from '../support/test'

for (const mode of ['database', 'jwt', 'sealed', 'hybrid'] as const) {
  test.describe(mode, () => {
    test.use({ mode })

    test('a tab says that this browser was signed out in another one', async ({ page, context, mint }) => {
      await mint('ada')
      await page.goto('/dashboard')
      const other = await context.newPage()
      const watching = other.waitForRequest((request) => request.url().endsWith('/api/session-events'))
      await other.goto('/sessions')
      await watching
      await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL(/\/signed-out/)

      const dialog = other.getByRole('dialog')
      await expect(dialog).toBeVisible()
      // The modes that keep rows may be faster with the server's own word.
      await expect(dialog).toContainText(/This browser was signed out.*another tab|ended by you.*signed out/s)
      await expect(dialog).not.toContainText('carried no credential')
      await dialog.getByRole('link', { name: 'Sign in again' }).click()
      await expect(other).toHaveURL(/\/sign-in\?next=%2Fsessions&reason=(missing|revoked)/)
      await expect(page.getByRole('dialog')).toHaveCount(0)
    })

    test('a tab whose cookies are gone says that too, once it asks', async ({ page, context, mint }) => {
      await mint('ada')
      const watching = page.waitForRequest((request) => request.url().endsWith('/api/session-events'))
      await page.goto('/docs')
      await watching
      await context.clearCookies()
      // As when a tab is hidden and seen again: whoever watches asks anew.
      await page.evaluate(() => {
        for (const hidden of [true, false]) {
          Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
          document.dispatchEvent(new Event('visibilitychange'))
        }
      })
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText('This browser was signed out')
      await expect(dialog).not.toContainText('carried no credential')
    })
  })
}
