import type { Browser, Page } from '@playwright/test'
import { feltFrom } from '../support/facts'
import { enter, expect, said, test, type Person } from '../support/test'

/** Whether this account can be signed in to, in a browser of its own. */
async function canSignIn(browser: Browser, origin: string, { email, password }: Pick<Person, 'email' | 'password'>, address: string) {
  const context = await browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-For': address } })
  try {
    return (await context.request.post(`${origin}/api/sign-in`, { data: { email, password } })).status() === 200
  } finally {
    await context.close()
  }
}

const part = (page: Page, heading: string) => page.getByRole('main').locator('section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) })

for (const javaScriptEnabled of [false, true]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })
    test.skip(({ facts }) => facts.carrier === 'authorization' && !javaScriptEnabled, 'says that it needs JavaScript')

    test('changes name, address and password, each field that is wrong named, and stays signed in', async ({ page, browser, server, facts, address, newPerson }) => {
      const person = newPerson()
      const other = newPerson()
      await enter(page, 'sign-up', person)
      await page.goto('/account')
      await expect(page.getByText('This mode needs JavaScript')).toHaveCount(0)

      const name = part(page, 'Name')
      await name.getByLabel('Name').fill('')
      await name.getByRole('button', { name: 'Change name' }).click()
      await expect(said(page, 'The request is not valid')).toBeVisible()
      await expect(name.getByLabel('Name')).toHaveAccessibleDescription(/must not be empty/i)
      await name.getByLabel('Name').fill('Another Name')
      await name.getByRole('button', { name: 'Change name' }).click()
      await expect(said(page, 'Your name is now Another Name')).toBeVisible()
      await expect(page.getByRole('banner')).toContainText('Another Name')

      const email = part(page, 'E-mail address')
      await email.getByLabel('E-mail address').fill('ada@example.com')
      await email.getByLabel('Current password', { exact: true }).fill(person.password)
      await email.getByRole('button', { name: 'Change e-mail address' }).click()
      await expect(said(page, 'has an account already')).toBeVisible()
      await expect(email.getByLabel('E-mail address')).toHaveAccessibleDescription(/account already/)
      await expect(email.getByLabel('E-mail address')).toHaveValue('ada@example.com')
      await expect(email.getByLabel('Current password', { exact: true })).toHaveValue('')
      await email.getByLabel('E-mail address').fill(other.email)
      await email.getByLabel('Current password', { exact: true }).fill(person.password)
      await email.getByRole('button', { name: 'Change e-mail address' }).click()
      await expect(said(page, 'The e-mail address was changed')).toBeVisible()
      await expect(said(page, 'The e-mail address was changed')).toContainText(facts.revocation === 'now' ? 'have ended' : /until .* UTC/)
      await expect(email.getByLabel('E-mail address')).toHaveValue(other.email)

      const password = part(page, 'Password')
      await password.getByLabel('Current password', { exact: true }).fill('wrong')
      await password.getByLabel('New password', { exact: true }).fill(other.password)
      await password.getByRole('button', { name: 'Change password' }).click()
      await expect(said(page, 'The current password is wrong')).toBeVisible()
      await expect(password.getByLabel('Current password', { exact: true })).toHaveAccessibleDescription(/is wrong/)
      await password.getByLabel('Current password', { exact: true }).fill(person.password)
      await password.getByLabel('New password', { exact: true }).fill(other.password)
      await password.getByRole('button', { name: 'Change password' }).click()
      await expect(said(page, 'The password was changed')).toBeVisible()
      await expect(page.getByRole('dialog')).toHaveCount(0)

      await page.goto('/dashboard')
      await expect(page.getByRole('main')).toContainText(other.email)
      expect(await canSignIn(browser, server.origin, { ...other, password: person.password }, address)).toBe(false)
      expect(await canSignIn(browser, server.origin, other, address)).toBe(true)
    })

    test('the account is deleted when told twice, and says from when that is felt', async ({ page, browser, server, facts, held, address, newPerson }) => {
      const person = newPerson()
      await enter(page, 'sign-up', person)
      await page.goto('/account')
      const summary = page.locator('summary', { hasText: 'Delete my account' })
      await summary.click()
      const panel = part(page, 'Delete account')
      await expect(panel).toContainText('This cannot be undone')
      await panel.getByLabel('Current password', { exact: true }).fill('wrong')
      await panel.getByRole('button', { name: 'Delete it for good' }).click()
      await expect(said(page, 'The current password is wrong')).toBeVisible()
      await panel.getByLabel('Current password', { exact: true }).fill(person.password)
      await panel.getByRole('button', { name: 'Delete it for good' }).click()
      await expect(said(page, 'Your account was deleted')).toContainText(feltFrom(facts))
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expect(page.getByRole('banner').getByRole('link', { name: 'Sign up' })).toBeVisible()
      if (javaScriptEnabled) expect(await held()).toEqual([])
      else expect(await page.context().cookies()).toEqual([])
      expect(await canSignIn(browser, server.origin, person, address)).toBe(false)
    })

    test('sessions are ended one by one and all at once, or the page says why not', async ({ page, server, facts, newPerson, browser, address }) => {
      const person = newPerson()
      await enter(page, 'sign-up', person)
      for (let i = 0; i < 3; i++) expect(await canSignIn(browser, server.origin, person, address)).toBe(true)
      await page.goto('/sessions')
      await expect(page.getByText('This mode needs JavaScript')).toHaveCount(0)
      if (!facts.lists) {
        await expect(page.getByRole('heading', { name: 'Why there is no list' })).toBeVisible()
        await page.getByRole('button', { name: 'Sign out here' }).click()
        await expect(page).toHaveURL(/\/signed-out/)
        return
      }
      await expect(part(page, 'Elsewhere')).toBeVisible()
      const others = page.getByRole('list', { name: 'Sessions elsewhere' }).getByRole('listitem')
      await expect(others).toHaveCount(3)
      const row = others.nth(1)
      await row.locator('summary', { hasText: 'End' }).click()
      await expect(row).toContainText('That device is signed out')
      await row.getByRole('button', { name: 'End this session' }).click()
      await expect(said(page, /The session on .* was ended/)).toContainText(feltFrom(facts))
      await expect(others).toHaveCount(2)
      await expect(page.getByText(/by you, because it was ended manually/)).toHaveCount(1)

      await page.locator('summary', { hasText: 'End all other sessions' }).click()
      await page.getByRole('button', { name: 'End 2 sessions' }).click()
      await expect(said(page, 'All other sessions were ended')).toContainText(feltFrom(facts))
      await expect(page.getByText('You are not signed in anywhere else.')).toBeVisible()
      await expect(page.getByText(/by you, because it was ended manually/)).toHaveCount(3)

      await page.getByRole('main').getByRole('button', { name: 'Sign out here' }).click()
      await page.waitForURL(/\/signed-out/)
      await page.goto('/sessions')
      await expect(page).toHaveURL('/sign-in?next=%2Fsessions&reason=missing')
    })
  })
}

test('what a form asks for is for whoever may, from this origin, or it is refused as the API does', async ({ page, facts, newPerson, server }) => {
  test.skip(facts.carrier === 'authorization', 'no page sends a form')
  await enter(page, 'sign-up', newPerson())
  const html = await (await page.request.get('/account')).text()
  // Those that name the action, of the form that changes the name.
  const form = /<form[^>]* action="\/account#name"[^>]*>.*?<\/form>/s.exec(html)?.[0] ?? ''
  const hidden = form.matchAll(/<input type="hidden" name="(\$ACTION[^"]*)"(?: value="([^"]*)")?/g)
  const fields = Object.fromEntries([...hidden].map(([, name, value = '']) => [name!, value.replaceAll('&quot;', '"')]))
  const post = (more: Record<string, string>, headers: Record<string, string> = { origin: server.origin }) =>
    page.request.post('/account', { multipart: { ...fields, ...more }, headers, maxRedirects: 0 })

  const foreign = await post({ mutation: 'change-name', name: 'Mallory' }, { origin: 'https://evil.example' })
  expect(foreign.status()).toBe(403)
  for (const mutation of ['', 'nothing', 'constructor', '__proto__']) {
    const answer = await post({ mutation })
    expect([answer.status(), (await answer.text()).includes('names nothing that can be done here')]).toEqual([200, true])
  }
  const admin = await post({ mutation: 'set-authority', id: 'x', role: 'admin' })
  expect(await admin.text()).toContain('Not allowed')
  const own = await post({ mutation: 'change-name', name: 'Own Name' })
  expect(await own.text()).toContain('Your name is now Own Name')

  await page.context().clearCookies()
  const nobody = await post({ mutation: 'change-name', name: 'Nobody' })
  expect([nobody.status(), nobody.headers()['location']]).toEqual([303, '/sign-in?next=%2Faccount&reason=missing'])
  expect(facts.cookies.length).toBeGreaterThan(0)
})
