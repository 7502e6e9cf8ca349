import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer, type RunningServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { enter, expect, said, test } from '../support/test'

const GRACE = { email: 'grace@example.com', name: 'Grace', password: 'correct horse battery staple' }

/** Every key but one is dropped, so each mode has a server of its own. */
for (const [mode, javaScriptEnabled] of [
  ['database', false],
  ['hybrid', false],
  ['hybrid', true],
  ['bearer', true],
] as const) {
  test.describe(`${mode} ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'stateside-dropped-'))
    let server: RunningServer
    // Where Playwright looks at them, too: for relative addresses.
    const port = ownPort()
    test.use({ javaScriptEnabled, baseURL: `http://localhost:${String(port)}` })
    test.beforeAll(async () => {
      server = await startServer(serverEnv(mode, port, folder), { port })
    })
    test.afterAll(async () => {
      await server.stop('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    })

    test('who drops the other signing keys is told what that did, and goes on where something renews', async ({ page }) => {
      await enter(page, 'sign-in', GRACE)
      await page.goto('/admin/keys')
      const before = await page.getByRole('main').getByRole('listitem').getByRole('heading').first().textContent()
      await page.locator('summary', { hasText: 'Rotate and drop the others' }).click()
      await page.getByRole('button', { name: 'Drop every other key' }).click()
      const done = said(page, 'Rotated, and the other keys were dropped')
      await expect(done).toContainText('Takes effect now')
      const keys = (await (await fetch(`${server.origin}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] }
      expect(keys.keys.map(({ kid }) => kid)).toEqual([await done.locator('code').textContent()])
      expect(keys.keys[0]?.kid).not.toBe(before)
      if (mode === 'bearer') {
        // No server could give this browser another token.
        await expect(page.getByRole('main').getByRole('link', { name: /sign in/i })).toBeVisible()
        return
      }
      await expect(page.getByRole('main').getByRole('heading', { name: keys.keys[0]!.kid })).toBeVisible()
      await page.goto('/admin')
      await expect(page.getByRole('searchbox')).toBeVisible()
    })
  })
}
