import { get } from 'node:http'
import { join } from 'node:path'
import { startServer } from '../support/server'
import { E2E_DIR, ownPort, serverEnv, SERVERS } from '../support/servers'
import { signedInHeaders } from '../support/services'
import { expect, test } from '../support/test'

/** What a browser loads before a page can be used, in bytes as they are sent: brotli. */
const BUDGET = 140_000
/** Of the pages that are tools rather than pages. */
const TOOLS_BUDGET = 180_000

const PAGES = [
  '/', '/sign-in', '/sign-up', '/dashboard', '/sessions', '/account', '/docs', '/docs/errors', '/docs/errors/expired', '/docs/api', '/signed-out', '/nothing',
  '/admin', '/admin/sessions', '/admin/clients', '/admin/keys', '/admin/events',
  '/docs/jwt', '/docs/glossary',
]
const TOOLS = ['/compare', '/playground', '/lab', '/lab/weak-secret']

interface Sent {
  readonly encoding: string | undefined
  readonly body: Buffer
}

/** As it is sent: `fetch` would have unpacked it. */
function sent(url: string): Promise<Sent> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip, deflate, br' } }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        resolve({ encoding: answer.headers['content-encoding'], body: Buffer.concat(chunks) })
      })
      answer.on('error', reject)
    }).on('error', reject)
  })
}

/** The scripts that a page names, by size. */
async function scriptsOf(origin: string, path: string, headers: Record<string, string>): Promise<readonly (readonly [name: string, bytes: number])[]> {
  const html = await (await fetch(origin + path, { headers })).text()
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/\bnomodule\b/i.test(tag))
  const names = new Set(tags.map(([, name = '']) => name))
  const sizes = await Promise.all([...names].map(async (name) => [name, (await sent(origin + name)).body.length] as const))
  return sizes.sort(([, a], [, b]) => b - a)
}

async function expectWithin(budget: number, origin: string, paths: readonly string[], headers: Record<string, string>): Promise<void> {
  for (const path of paths) {
    const scripts = await scriptsOf(origin, path, headers)
    const all = scripts.reduce((sum, [, bytes]) => sum + bytes, 0)
    expect(scripts.length, path).toBeGreaterThan(4)
    expect(all, `${path} loads ${String(all)} bytes of scripts:\n${scripts.map(([name, bytes]) => `${String(bytes)} ${name}`).join('\n')}`).toBeLessThanOrEqual(budget)
  }
}

for (const mode of ['database', 'bearer'] as const) {
  test(`in ${mode} mode no page loads more JavaScript before it can be used than it may`, async () => {
    const { origin } = SERVERS[mode]
    await expectWithin(BUDGET, origin, PAGES, await signedInHeaders(origin))
  })
}

test('nor does a page that is a tool, or one with the wire below it', async () => {
  const port = ownPort()
  const server = await startServer({ ...serverEnv('database', port, join(E2E_DIR, 'first-load')), LAB: 'on' }, { port })
  try {
    await expectWithin(TOOLS_BUDGET, server.origin, TOOLS, {})
    await expectWithin(BUDGET, server.origin, PAGES, await signedInHeaders(server.origin))
  } finally {
    await server.stop('SIGKILL')
  }
})

test('what the build compressed is sent as it is, with the headers of every file; whoever takes no brotli gets it another way', async () => {
  const { origin } = SERVERS.database
  const [first] = await scriptsOf(origin, '/sign-in', {})
  const url = origin + (first?.[0] ?? '')
  expect((await sent(url)).encoding).toBe('br')
  const packed = await fetch(url, { headers: { 'accept-encoding': 'br' } })
  const plain = await fetch(url, { headers: { 'accept-encoding': 'identity' } })
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(await packed.text()).toBe(await plain.text())
  for (const name of ['cache-control', 'content-type', 'vary', 'x-content-type-options', 'x-frame-options', 'referrer-policy', 'content-security-policy', 'cross-origin-opener-policy', 'permissions-policy']) {
    expect(packed.headers.get(name), name).toBe(plain.headers.get(name))
  }
  expect((await fetch(url, { headers: { 'accept-encoding': 'gzip' } })).headers.get('content-encoding')).toBe('gzip')
  expect((await fetch(url, { headers: { 'accept-encoding': 'br', range: 'bytes=0-9' } })).status).toBe(206)
  expect((await fetch(url, { method: 'HEAD', headers: { 'accept-encoding': 'br' } })).headers.get('content-encoding')).toBe('br')
  expect((await fetch(url, { method: 'POST', headers: { 'accept-encoding': 'br' } })).headers.get('content-encoding')).not.toBe('br')
})

test('a page goes on where what it loads later cannot be loaded', async ({ page }) => {
  const { origin } = SERVERS.database
  const headers = await signedInHeaders(origin)
  const named = new Set((await scriptsOf(origin, '/sessions', headers)).map(([name]) => name))
  let refused = 0
  await page.route(/\/_next\/static\/.*\.js$/, (route) => {
    if (named.has(new URL(route.request().url()).pathname)) return route.continue()
    refused += 1
    return route.abort()
  })
  const [name = '', value = ''] = headers['cookie']?.split('=') ?? []
  await page.context().addCookies([{ name, value, url: origin }])
  await page.goto(`${origin}/sessions`)
  // It is tried once more. Whatever comes of that has come by the time that another request was answered.
  await expect.poll(() => refused).toBe(2)
  await page.evaluate(() => fetch('/api/health').then((answer) => answer.text()))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sessions')
  await page.getByRole('banner').locator('summary', { hasText: 'Account of' }).click()
  await expect(page.getByRole('banner').getByRole('button', { name: 'Sign out' })).toBeVisible()
})
