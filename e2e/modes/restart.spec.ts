import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TOKEN_KEY } from '@/app/_bearer/token'
import { MODE_NAMES } from '@/lib/auth/modes'
import { startServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const ADA = { email: 'ada@example.com', password: 'correct horse battery staple' }

for (const mode of MODE_NAMES) {
  test(`in ${mode} mode one is still signed in after the server was killed and started again`, async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), 'stateside-restart-'))
    const port = ownPort()
    const env = serverEnv(mode, port, folder)
    let server = await startServer(env, { port })
    try {
      await page.goto(`${server.origin}/sign-in`)
      await page.getByLabel('E-mail address').fill(ADA.email)
      await page.getByLabel('Password', { exact: true }).fill(ADA.password)
      await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL('**/dashboard')

      await server.stop('SIGKILL')
      server = await startServer(env, { port })
      await page.goto(`${server.origin}/dashboard`)
      await expect(page.getByRole('main')).toContainText(ADA.email)
      await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL(/\/signed-out/)
      expect(await page.context().cookies()).toEqual([])
      expect(await page.evaluate((key) => localStorage.getItem(key), TOKEN_KEY)).toBeNull()
    } finally {
      await server.stop('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
