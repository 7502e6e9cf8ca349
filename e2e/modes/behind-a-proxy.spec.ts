import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { MODE_NAMES } from '@/lib/auth/modes'
import { rewritingProxy } from '../support/proxy'
import { startServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { expect, test, type Person } from '../support/test'

async function signUp(page: Page, { name, email, password }: Person) {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Create the account' }).click()
}

async function signIn(page: Page, { email, password }: Person) {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
}

const STRAY = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-port': '1' }

for (const mode of MODE_NAMES) {
  for (const javaScriptEnabled of mode === 'bearer' ? [true] : [true, false]) {
    test(`in ${mode} mode every form works behind a proxy that rewrites Host, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({ browser, newPerson }) => {
      const folder = mkdtempSync(join(tmpdir(), 'stateside-proxy-'))
      const port = ownPort()
      const proxy = await rewritingProxy(javaScriptEnabled ? {} : STRAY)
      proxy.upstream = port
      const appUrl = `http://localhost:${String(proxy.port)}`
      const server = await startServer({ ...serverEnv(mode, port, folder), APP_URL: appUrl, LAB: 'on' }, { port })
      const context = await browser.newContext({ baseURL: appUrl, javaScriptEnabled })
      const page = await context.newPage()
      const person = newPerson()
      try {
        await page.goto('/sign-up')
        await signUp(page, person)
        await page.waitForURL(`${appUrl}/dashboard`)
        await expect(page.getByRole('main')).toContainText(person.email)
        // What really arrived is what the X-ray shows.
        await expect(page.getByRole('main')).toContainText(`127.0.0.1:${String(port)}`)

        await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
        await page.waitForURL(/\/signed-out/)
        await page.goto('/sign-in')
        await signIn(page, { ...person, password: 'not the password' })
        await expect(page.getByRole('main').getByRole('alert')).toContainText('E-mail address or password is wrong')
        await signIn(page, person)
        await page.waitForURL(`${appUrl}/dashboard`)

        await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
        await page.waitForURL(/\/signed-out/)
        await page.goto('/')
        await page.getByRole('button', { name: /Sign in as Ada/ }).click()
        await page.waitForURL(`${appUrl}/dashboard`)
        await expect(page.getByRole('main')).toContainText('ada@example.com')

        // No other origin is ours because Host names it.
        const foreign = await page.request.post('/', { headers: { origin: `http://127.0.0.1:${String(port)}` }, multipart: { email: 'x' } })
        expect(foreign.status()).toBe(403)
        for (const path of ['/dashboard', '/dashboard/', '//dashboard']) {
          const { headers } = await fetch(`${appUrl}${path}`, { redirect: 'manual' })
          expect(headers.get('location') ?? '/').toMatch(new RegExp(`^(${appUrl})?/[^/]?`))
        }
      } finally {
        await context.close()
        await proxy.close()
        await server.stop('SIGKILL')
        rmSync(folder, { recursive: true, force: true })
      }
    })
  }
}
