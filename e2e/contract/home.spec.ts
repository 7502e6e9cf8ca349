import { expect, test } from '../support/test'

test('the mode badge says how to switch', async ({ page, server }) => {
  await page.goto('/')
  await page.getByText(`${server.mode} · sqlite`).click()
  await expect(page.getByText('AUTH_MODE=jwt npm run dev')).toBeVisible()
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('steps through the story of every mode', async ({ page }) => {
    await page.goto('/?mode=jwt&beat=1')
    await page.getByRole('link', { name: /Verify/ }).click()
    await expect(page.getByRole('main')).toContainText('The server decrypts it and believes what it says')
  })
})
