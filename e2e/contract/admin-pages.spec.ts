import type { Page } from '@playwright/test'
import type { Role } from '@/lib/auth/contract'
import { newUser } from '@/lib/auth/credentials/identity'
import type { Stores } from '@/lib/stores/stores'
import { feltFrom } from '../support/facts'
import { tokenOf, newClient } from '../support/services'
import { withStores } from '../support/stores'
import { enter, expect, said, test, type Person } from '../support/test'

/** Signs up by the API, in no browser of this test. */
async function signUp(origin: string, person: Person): Promise<{ readonly id: string }> {
  const answer = await fetch(`${origin}/api/sign-up`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(person) })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { user: { id: string } }).user
}

async function signInStatus(origin: string, { email, password }: Person): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(`${origin}/api/sign-in`, { method: 'POST', headers, body: JSON.stringify({ email, password }) })).status
}

/** People whom one word finds, and nobody else. */
async function addPeople(stores: Stores, word: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const named = `${word}${String(n)}`
    await stores.users.create(newUser({ email: `${named}@example.com`, name: named }, Date.now() - n), null)
  }
}

const rowOf = (page: Page, text: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: text })

/** Opens what says first what would happen, reads that, and goes on. */
async function confirm(page: Page, row: ReturnType<typeof rowOf>, label: string, says: string, button: string) {
  await row.locator('summary', { hasText: label }).click()
  await expect(row).toContainText(says)
  await row.getByRole('button', { name: button }).click()
}

for (const javaScriptEnabled of [false, true]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })
    test.skip(({ facts }) => facts.carrier === 'authorization' && !javaScriptEnabled, 'says that it needs JavaScript')
    test.beforeEach(({ mint }) => mint('grace'))

    test('a person is found, gets a role and loses it, is disabled and enabled', async ({ page, server: { origin }, facts, newPerson }) => {
      const person = newPerson()
      await signUp(origin, person)
      await page.goto('/admin')
      await expect(page.getByText('This mode needs JavaScript')).toHaveCount(0)
      await page.getByRole('searchbox').fill(person.email)
      await page.getByRole('button', { name: 'Search' }).click()
      await expect(page).toHaveURL(`/admin?search=${encodeURIComponent(person.email)}`)
      const row = rowOf(page, person.email)
      await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toHaveText([person.name])

      await row.getByRole('button', { name: 'Make admin' }).click()
      await expect(said(page, `${person.name} is now admin`)).toContainText('they can open them now')
      await confirm(page, row, 'Make user', 'can no longer administer this server', 'Take the role away')
      await expect(said(page, `${person.name} is now user`)).toContainText(feltFrom(facts))
      await expect(row.getByRole('button', { name: 'Make admin' })).toBeVisible()

      await confirm(page, row, 'Disable', `${person.name} can no longer sign in`, 'Disable this account')
      await expect(said(page, `${person.name} is now disabled`)).toContainText(feltFrom(facts))
      expect(await signInStatus(origin, person)).toBe(403)
      await row.getByRole('button', { name: 'Enable' }).click()
      await expect(said(page, `${person.name} is now enabled`)).toBeVisible()
      expect(await signInStatus(origin, person)).toBe(200)
      await expect(page).toHaveURL(({ search }) => search === `?search=${encodeURIComponent(person.email)}`)
    })

    test('all sessions of a person are ended, or the page says why not', async ({ page, server: { origin }, facts, newPerson }) => {
      const person = newPerson()
      const { id } = await signUp(origin, person)
      await signInStatus(origin, person)
      await page.goto(`/admin?search=${id}`)
      const row = rowOf(page, person.email)
      if (!facts.endsFromElsewhere) {
        await expect(page.getByText('no session can be ended from here')).toBeVisible()
        await expect(row.locator('summary', { hasText: 'End sessions' })).toHaveCount(0)
        return
      }
      await expect(row).toContainText('2 sessions signed in')
      await confirm(page, row, 'End sessions', '2 sessions end.', 'End all of them')
      await expect(said(page, `The sessions of ${person.name} were ended`)).toContainText(feltFrom(facts))
      await expect(row).toContainText('0 sessions signed in')

      await signInStatus(origin, person)
      await page.goto('/admin/sessions')
      const theirs = page.getByRole('main').locator('section').filter({ has: page.getByRole('heading', { name: person.name, level: 2 }) })
      await confirm(page, theirs, 'End all', 'ends', 'End all of them')
      await expect(said(page, `The sessions of ${person.name} were ended`)).toBeVisible()
      await expect(theirs.locator('summary')).toHaveCount(0)
    })

    test('a list goes on by a plain link, and what was searched for stays', async ({ page, server, newPerson }) => {
      const word = newPerson().name.replace(' ', '')
      await withStores(server.databaseUrl, (stores) => addPeople(stores, word, 60))
      await page.goto(`/admin?search=${word}`)
      const people = page.getByRole('main').getByRole('heading', { level: 2 })
      await expect(people).toHaveCount(50)
      const first = await people.allTextContents()
      await page.getByRole('link', { name: 'Older' }).click()
      await expect(people).toHaveCount(10)
      await expect(page.getByRole('searchbox')).toHaveValue(word)
      expect(new Set([...first, ...(await people.allTextContents())]).size).toBe(60)
      // What is changed here keeps its place.
      await page.getByRole('button', { name: 'Make admin' }).first().click()
      await expect(said(page, 'is now admin')).toBeVisible()
      await expect(people).toHaveCount(10)
      await page.getByRole('link', { name: 'Newest' }).click()
      await expect(people).toHaveCount(50)
      await expect(said(page, 'is now admin')).toHaveCount(0)
    })

    test('events are filtered by a form', async ({ page, server: { origin }, newPerson }) => {
      const person = newPerson()
      const { id } = await signUp(origin, person)
      await page.goto('/admin/events')
      await page.getByLabel('Type').selectOption('sign_up')
      await page.getByLabel("Person's id").fill(id)
      await page.getByRole('button', { name: 'Filter' }).click()
      await expect(page).toHaveURL(`/admin/events?type=sign_up&userId=${id}`)
      await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Sign up' })).toHaveCount(1)
    })

    test('a client is made, its secret shown once and in no address, and deleted', async ({ page, server: { origin }, newPerson }) => {
      const { name } = newPerson()
      await page.goto('/admin/clients')
      const form = page.getByRole('main').locator('form').filter({ has: page.getByRole('button', { name: 'Create client' }) })
      await form.getByLabel('Name').fill(name)
      await form.getByLabel('reports:read').uncheck()
      await form.getByRole('button', { name: 'Create client' }).click()
      await expect(said(page, 'The request is not valid')).toBeVisible()
      await expect(form.getByText('Must not be empty')).toBeVisible()
      await expect(form.getByLabel('Name')).toHaveValue(name)
      await expect(form.getByLabel('reports:read')).not.toBeChecked()
      await form.getByLabel('reports:write').check()
      await form.getByRole('button', { name: 'Create client' }).click()
      const made = said(page, `${name} was created`)
      await expect(made).toContainText('It is shown once')
      const [id = '', secret = ''] = await made.locator('code').allTextContents()
      expect(secret).toMatch(/^[\w-]{43}$/)
      await expect(form.getByLabel('Name')).toHaveValue('')
      expect(page.url()).not.toContain(secret)
      expect(await tokenOf(origin, { client: { id, name, scopes: [], createdAt: '' }, client_secret: secret })).not.toBe('')

      await page.goto('/admin/clients')
      expect(await page.content()).not.toContain(secret)
      await confirm(page, rowOf(page, id), 'Delete', 'every token that it holds is refused', 'Delete this client')
      await expect(said(page, `${name} was deleted`)).toContainText('Takes effect now')
      await expect(rowOf(page, id)).toHaveCount(0)
    })

    test('the signing key is rotated, and the old one still verifies', async ({ page, server: { origin } }) => {
      const token = await tokenOf(origin, await newClient(origin))
      await page.goto('/admin/keys')
      await page.getByRole('button', { name: 'Rotate', exact: true }).click()
      const kid = (await said(page, 'Rotated').locator('code').textContent()) ?? ''
      await expect(said(page, 'Rotated')).toContainText('Nobody is signed out')
      await expect(rowOf(page, kid)).toHaveCount(1)
      expect((await fetch(`${origin}/api/reports`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
      await page.locator('summary', { hasText: 'Rotate and drop the others' }).click()
      await expect(page.getByRole('button', { name: 'Drop every other key' })).toBeVisible()
    })
  })

  test.describe(`somebody who is no administrator any more, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })
    test.skip(({ facts }) => facts.carrier === 'authorization' && !javaScriptEnabled, 'says that it needs JavaScript')

    test('is refused as by the API, and told what was done last', async ({ page, server, facts, newPerson }) => {
      const [person, other] = [newPerson(), newPerson()]
      const { id } = await signUp(server.origin, person)
      await signUp(server.origin, other)
      const ending = { at: Date.now(), by: null, why: 'ended' } as const
      const give = (role: Role) => withStores(server.databaseUrl, (stores) => stores.users.setAuthority(id, { role }, ending))
      await give('admin')
      await enter(page, 'sign-in', person)
      await page.goto(`/admin?search=${other.email}`)
      await expect(rowOf(page, other.email)).toHaveCount(1)
      const parts = page.getByRole('navigation', { name: 'Administration' })
      await expect(parts).toBeVisible()
      await give('user')
      await page.getByRole('button', { name: 'Make admin' }).click()
      await expect(page.getByRole('main')).toContainText('Not allowed')
      await page.reload()
      await expect(page.getByRole('main')).toContainText('These pages are for administrators')
      await expect(parts).toHaveCount(0)

      await give('admin')
      await page.goto(`/admin?search=${person.email}`)
      const row = rowOf(page, person.email)
      await confirm(page, row, 'Make user', 'can no longer administer this server', 'Take the role away')
      await expect(said(page, `${person.name} is now user`)).toBeVisible()
      await expect(page.getByRole('main')).toContainText('These pages are for administrators')

      if (!facts.endsFromElsewhere) return
      await give('admin')
      await page.goto(`/admin?search=${person.email}`)
      await confirm(page, row, 'End sessions', 'including here', 'End all of them')
      await expect(said(page, `The sessions of ${person.name} were ended`)).toBeVisible()
      await expect(page.getByRole('main')).toContainText('You are signed out')
      await page.getByRole('main').getByRole('link', { name: 'Sign in again' }).click()
      await expect(page).toHaveURL(/^[^?]*\/sign-in\?next=%2Fadmin/)
    })
  })
}
