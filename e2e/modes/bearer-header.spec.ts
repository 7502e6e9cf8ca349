import { request as httpRequest } from 'node:http'
import { DEMO_PEOPLE } from '@/lib/accounts/demo'
import { mintSession } from '../support/mint'
import { SERVERS } from '../support/servers'
import { expect, test } from '../support/test'

test.use({ mode: 'bearer' })

interface Raw {
  readonly status: number
  readonly authenticate: string
  readonly code: string
}

/** Sends header lines as they stand here, which no other client does. */
function raw(path: string, authorizations: readonly string[], method = 'GET'): Promise<Raw> {
  const headers = ['Host', `localhost:${String(SERVERS.bearer.port)}`, ...authorizations.flatMap((value) => ['Authorization', value])]
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port: SERVERS.bearer.port, path, method, headers }, (answer) => {
      let body = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
      answer.on('end', () => {
        const { code = '' } = JSON.parse(body) as { code?: string }
        resolve({ status: answer.statusCode ?? 0, authenticate: answer.headers['www-authenticate'] ?? '', code })
      })
    })
    sent.on('error', reject).end()
  })
}

test('only one Authorization header, of the one scheme, with one token, signs anybody in', async () => {
  const { token } = await mintSession('bearer', DEMO_PEOPLE[0]!)
  const good = `Bearer ${token ?? ''}`
  for (const accepted of [good, good.replace('Bearer', 'bearer'), good.replace(' ', '   ')]) {
    expect(await raw('/api/me', [accepted])).toMatchObject({ status: 200 })
  }
  for (const [lines, code] of [
    [[], 'missing'],
    [['Basic dXNlcjpwYXNz'], 'missing'],
    [[token ?? ''], 'missing'],
    [[`Token ${token ?? ''}`], 'missing'],
    [[good, good], 'malformed'],
    [[good, 'Basic dXNlcjpwYXNz'], 'malformed'],
    [['Basic dXNlcjpwYXNz', good], 'malformed'],
    [[`${good}, ${good}`], 'malformed'],
    [[`${good} x`], 'malformed'],
    [['Bearer'], 'malformed'],
    [['Bearer %E0%A4%A'], 'malformed'],
    [[`Bearer "${token ?? ''}"`], 'malformed'],
    [[`Bearer ${(token ?? '').split('.').slice(0, 2).join('.')}`], 'malformed'],
  ] as const) {
    const answer = await raw('/api/me', lines)
    expect(answer, lines.join(' | ')).toMatchObject({ status: 401, code })
    // RFC 6750 section 3.1: no error for who sent nothing of the kind.
    if (code === 'missing') expect(answer.authenticate).toBe('Bearer realm="Stateside"')
    else expect(answer.authenticate).toMatch(/^Bearer realm="Stateside", error="invalid_token", error_description="[^"\\]+"$/)
  }
})

test('only who may changes a role, and only with the token', async ({ request }) => {
  const flip = (headers: Record<string, string> = {}) => request.post('/api/demo/role', { headers })
  expect((await flip()).status()).toBe(401)
  const [ada, grace] = await Promise.all(DEMO_PEOPLE.map((person) => mintSession('bearer', person)))
  expect((await flip({ authorization: `Bearer ${grace?.token ?? ''}` })).status()).toBe(403)
  const flipped = await flip({ authorization: `Bearer ${ada?.token ?? ''}` })
  expect(await flipped.json()).toEqual({ role: expect.stringMatching(/^(user|admin)$/) as unknown })
})
