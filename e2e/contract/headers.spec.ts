import { expect, test } from '../support/test'

const PAGES = ['/', '/sign-in', '/sign-up', '/docs', '/docs/errors', '/dashboard', '/nothing-here']

function nonceOf(policy: string | undefined): string {
  return /script-src [^;]*'nonce-([^']+)'/.exec(policy ?? '')?.[1] ?? ''
}

for (const path of PAGES) {
  test(`${path} carries the security headers, and its nonce is new each time`, async ({ page, request, mint }) => {
    await mint('ada')
    const violations: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404')) violations.push(message.text())
    })
    page.on('pageerror', (error) => violations.push(String(error)))
    const response = await page.goto(path)
    await expect(page.locator('.animate-pulse')).toHaveCount(0)
    const headers = response?.headers() ?? {}
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
    })
    expect(headers['cache-control']).toContain('no-store')
    expect(headers['x-powered-by']).toBeUndefined()
    const policy = headers['content-security-policy'] ?? ''
    for (const directive of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "default-src 'self'"]) {
      expect(policy).toContain(directive)
    }
    expect(policy).not.toContain('unsafe')
    expect(violations).toEqual([])

    const chosen = { 'x-nonce': 'chosen', 'content-security-policy': "script-src 'nonce-chosen'" }
    const again = await request.get(path, { headers: chosen })
    const nonce = nonceOf(again.headers()['content-security-policy'])
    expect(nonce).toHaveLength(24)
    expect(nonce).not.toBe(nonceOf(policy))
    const html = await again.text()
    expect(html).not.toContain('nonce="chosen"')
    expect(html).toContain(`nonce="${nonce}"`)
  })
}

test('paths that the proxy leaves out render nothing with a nonce that the client chose', async ({ request }) => {
  const chosen = { 'x-nonce': 'chosen', 'content-security-policy': "script-src 'nonce-chosen'" }
  for (const path of ['/_next/static/nothing.js', '/_next/image', '/_next/nothing', '/api/nothing', '/.well-known/nothing', '/.well-known/jwks.json/x', '/icon.svg/x', '/favicon.ico']) {
    const response = await request.get(path, { headers: chosen })
    expect(response.status(), path).toBeLessThan(500)
    expect(await response.text(), path).not.toContain('chosen')
  }
})

test('the proxy decides nothing: a request that claims to have passed it is checked all the same', async ({ request, facts }) => {
  const claims: Record<string, string>[] = [
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { 'x-stateside-arrival': '1', 'x-middleware-next': '1' },
  ]
  for (const headers of claims) {
    const response = await request.get('/dashboard', { headers, maxRedirects: 0 })
    if (facts.rscCanRead) {
      expect(response.status()).toBe(307)
      expect(response.headers()['location']).toContain('/sign-in')
    } else {
      // The page is the same for everybody, and says that it was asked for by nobody.
      expect(response.status()).toBe(200)
      expect(await response.text()).toContain('The server rendered the page without knowing who you are')
    }
  }
})
