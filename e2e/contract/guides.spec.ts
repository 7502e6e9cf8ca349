import { MODE_NAMES } from '@/lib/auth/modes'
import { PROBLEMS } from '@/lib/problem'
import { expect, test } from '../support/test'

test('each mode, guide and code has a page of its own, with a title', async ({ request }) => {
  const slugs = [...MODE_NAMES, 'glossary', 'environment', 'deploying', 'protect-a-page', 'add-a-field', 'add-a-mode', 'without-the-lab', 'api']
  const titles = new Set<string | undefined>()
  for (const path of [...slugs, ...Object.keys(PROBLEMS).map((code) => `errors/${code}`)]) {
    const answer = await request.get(`/docs/${path}`)
    expect(answer.status(), path).toBe(200)
    titles.add(/<title>([^<]+) · Stateside<\/title>/.exec(await answer.text())?.[1])
  }
  expect(titles.has(undefined)).toBe(false)
  expect(titles.size).toBe(slugs.length + Object.keys(PROBLEMS).length)
  for (const path of ['nothing', 'errors/nothing', 'errors/__proto__']) expect((await request.get(`/docs/${path}`)).status(), path).toBe(404)
})

test('a path of the code leads to its text, and nothing else does', async ({ page, request, server }) => {
  await page.goto(`/docs/${server.mode}`)
  await page.getByRole('link', { name: `lib/auth/modes/${server.mode}.ts` }).click()
  await expect(page.getByRole('main')).toContainText('AuthMode')
  for (const path of ['.env.local', '.env.example', 'package.json', 'lib/../.env.local', 'lib/%2e%2e/.env.local', 'lib%2F..%2Fpackage.json', 'data/stateside.db', 'lib/nothing.ts', '%00', '%E0%A4%A']) {
    expect([400, 404], path).toContain((await request.get(`/docs/source/${path}`)).status())
  }
})
