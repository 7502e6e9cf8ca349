import { PROBLEMS } from '@/lib/problem'
import { expect, test } from '../support/test'

test('a refusal leads to the page that explains it', async ({ request, page }) => {
  const { type } = (await (await request.get('/api/me')).json()) as { type: string }
  await page.goto(type)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(PROBLEMS.missing.title)
  await page.getByRole('link', { name: 'GET /api/me' }).click()
  await page.waitForURL('/docs/api#get-api-me')
  await expect(page.locator('#get-api-me')).toBeInViewport()
})
