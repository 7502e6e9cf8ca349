import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { expectBootFailure, startServer, type RunningServer } from '../support/server'
import { asAdmin, newClient, post, tokenOf, type ServiceClient } from '../support/services'
import { ownPort, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const PORT = ownPort()
const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url))

/** One of the example processes, as its `npm start` runs it. */
function start(script: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [script], {
    cwd: dirname(script),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const collect = (chunk: string) => void (text += chunk)
  child.stdout.setEncoding('utf8').on('data', collect)
  child.stderr.setEncoding('utf8').on('data', collect)
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    output: () => text,
    closed,
    stop: () => {
      child.kill('SIGKILL')
      return closed
    },
  }
}

const reader = (origin: string, { client, client_secret }: ServiceClient, env: Readonly<Record<string, string>> = {}) =>
  start(join(EXAMPLES, 'report-reader/reader.mjs'), { STATESIDE_URL: origin, CLIENT_ID: client.id, CLIENT_SECRET: client_secret, ...env })

async function withServer(mode: ModeName, env: Readonly<Record<string, string>>, run: (server: RunningServer, again: () => Promise<RunningServer>) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'stateside-services-'))
  const port = PORT + MODE_NAMES.indexOf(mode)
  const all = { ...serverEnv(mode, port, folder), ...env }
  let server = await startServer(all, { port })
  try {
    await run(server, async () => {
      await server.stop('SIGKILL')
      return (server = await startServer(all, { port }))
    })
  } finally {
    await server.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

const read = (origin: string, token: string, path = '/api/reports') =>
  fetch(origin + path, { headers: { authorization: `Bearer ${token}` } })

async function rotate(origin: string, body?: unknown): Promise<string> {
  const answer = await asAdmin(origin, 'POST', '/api/admin/signing-keys', body)
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { key: { kid: string } }).key.kid
}

async function kids(origin: string): Promise<string[]> {
  const { keys } = (await (await fetch(`${origin}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] }
  return keys.map(({ kid }) => kid)
}

for (const mode of MODE_NAMES) {
  test(`in ${mode} mode other servers get tokens, check them offline, and follow a rotation`, async () => {
    await withServer(mode, {}, async ({ origin, output }, again) => {
      const client = await newClient(origin)
      const first = await tokenOf(origin, client)
      await fetch(`${origin}/api/reports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${first}`, 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'Figures of November' }),
      })

      // One reader that reads once, one that goes on with the token it has, one with a wrong secret.
      const once = reader(origin, client)
      const often = reader(origin, client, { EVERY_SECONDS: '0.2' })
      const wrong = reader(origin, { ...client, client_secret: 'wrong' })
      expect(await once.closed, once.output()).toBe(0)
      expect(once.output()).toContain('Figures of November')
      expect(await wrong.closed).toBe(1)
      expect(wrong.output()).toContain('invalid_client')
      await expect.poll(() => often.output().match(/1 report\n/g)?.length ?? 0).toBeGreaterThan(2)
      expect(often.output().match(/new token/g)).toHaveLength(1)

      const offline = start(join(EXAMPLES, 'resource-server/server.mjs'), { STATESIDE_URL: origin, PORT: '0', JWKS_COOLDOWN_SECONDS: '1', JWKS_MAX_AGE_SECONDS: '3' })
      try {
        await expect.poll(offline.output).toContain('/reports takes tokens of')
        const there = /http:\/\/127\.0\.0\.1:\d+/.exec(offline.output())?.[0] ?? ''
        const accepted = await read(there, first, '/reports')
        expect(accepted.status).toBe(200)
        expect(await accepted.json()).toMatchObject({ client_id: client.client.id })
        expect((await fetch(`${there}/reports`)).headers.get('www-authenticate')).toBe('Bearer realm="resource-server"')
        const altered = first.slice(0, -10) + first.slice(-10).split('').reverse().join('')
        const refused = await read(there, altered, '/reports')
        expect(refused.status).toBe(401)
        expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"')
        const writer = await newClient(origin, ['reports:write'])
        expect((await read(there, await tokenOf(origin, writer), '/reports')).status).toBe(403)

        // A rotation with overlap: the old token is good here and there, the new one makes the other server fetch again.
        const [before] = await kids(origin)
        const after = await rotate(origin)
        expect(await kids(origin)).toEqual([after, before])
        const second = await tokenOf(origin, client)
        expect((await read(origin, first)).status).toBe(200)
        expect((await read(origin, second)).status).toBe(200)
        await expect.poll(async () => (await read(there, second, '/reports')).status).toBe(200)
        expect((await read(there, first, '/reports')).status).toBe(200)

        // Killed and started again, the server signs with the same key.
        const restarted = await again()
        expect(await kids(origin)).toEqual([after, before])
        expect((await read(origin, second)).status).toBe(200)

        // Revoked here at once; who does not ask accepts it until it expires.
        expect((await post(origin, '/api/token/revoke', client, { token: second })).status).toBe(200)
        expect((await read(origin, second)).status).toBe(401)
        expect((await read(there, second, '/reports')).status).toBe(200)

        // Dropped: unknown here at once, there as soon as the keys are fetched again.
        const third = await tokenOf(origin, client)
        const last = await rotate(origin, { revoke: true })
        expect(await kids(origin)).toEqual([last])
        expect(await (await read(origin, third)).json()).toMatchObject({ status: 401, code: 'unknown_key' })
        expect((await read(origin, await tokenOf(origin, client))).status).toBe(200)
        await expect.poll(async () => (await read(there, third, '/reports')).status).toBe(401)
        // The reader whose token was dropped got itself another.
        await expect.poll(() => often.output().match(/new token/g)?.length).toBeGreaterThan(1)
        for (const secret of [client.client_secret, first, second, third]) expect(output() + restarted.output()).not.toContain(secret)
      } finally {
        await Promise.all([offline.stop(), often.stop()])
      }
    })
  })
}

test('a signing key of the environment signs, is all that is published, and does not rotate', async () => {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  await withServer('database', { AUTH_SIGNING_KEY: JSON.stringify(jwk) }, async ({ origin }) => {
    const { keys } = (await (await fetch(`${origin}/.well-known/jwks.json`)).json()) as { keys: { x: string }[] }
    expect(keys.map(({ x }) => x)).toEqual([jwk.x])
    expect(await (await asAdmin(origin, 'GET', '/api/admin/signing-keys')).json()).toEqual({ keys })
    const token = await tokenOf(origin, await newClient(origin))
    for (const body of [undefined, {}, { revoke: true }]) {
      const refused = await asAdmin(origin, 'POST', '/api/admin/signing-keys', body)
      expect(await refused.json()).toMatchObject({ status: 409, code: 'key_from_environment' })
    }
    expect((await read(origin, token)).status).toBe(200)
  })
})

test('a bad signing key stops the boot and is not printed', async () => {
  const { d = '', ...jwk } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const folder = mkdtempSync(join(tmpdir(), 'stateside-services-'))
  const env = { ...serverEnv('database', PORT, folder), AUTH_SIGNING_KEY: JSON.stringify({ ...jwk, d, x: d }) }
  const { code, output } = await expectBootFailure(env)
  rmSync(folder, { recursive: true, force: true })
  expect(code).toBe(1)
  expect(output).toContain('AUTH_SIGNING_KEY has a public part that does not belong to its private part')
  expect(output).not.toContain(d)
})

test('a server that cannot reach the keys says so, and refuses nobody for it', async () => {
  const offline = start(join(EXAMPLES, 'resource-server/server.mjs'), { STATESIDE_URL: 'http://127.0.0.1:9', PORT: '0' })
  try {
    await expect.poll(offline.output).toContain('/reports takes tokens of')
    const there = /http:\/\/127\.0\.0\.1:\d+/.exec(offline.output())?.[0] ?? ''
    expect((await read(there, `${Buffer.from('{"alg":"EdDSA","typ":"at+jwt","kid":"k"}').toString('base64url')}.e30.AA`, '/reports')).status).toBe(503)
    expect((await read(there, 'nonsense', '/reports')).status).toBe(401)
  } finally {
    await offline.stop()
  }
})

test('a reader that reaches nobody says whom it asked, why that failed and what to check', async () => {
  const port = ownPort()
  const nobody = `http://localhost:${String(port)}`
  const made = { client: { id: 'x', name: 'x', scopes: [], createdAt: '' }, client_secret: 'y' }
  const alone = reader(nobody, made)
  expect(await alone.closed).toBe(1)
  expect(alone.output()).toContain(`${nobody}/api/token`)
  expect(alone.output()).toContain('ECONNREFUSED')
  expect(alone.output()).toContain('STATESIDE_URL')
  expect(alone.output()).not.toContain('fetch failed')

  const wrong = reader('localhost:3000', made)
  expect(await wrong.closed).toBe(1)
  expect(wrong.output()).toMatch(/STATESIDE_URL is "localhost:3000".*http/)

  // Something answers there, and it is no Stateside.
  const other = createServer((_, response) => response.end('<h1>Hello</h1>')).listen(port)
  try {
    const lost = reader(nobody, made)
    expect(await lost.closed).toBe(1)
    expect(lost.output()).toMatch(/answered.*not JSON.*STATESIDE_URL/s)
  } finally {
    other.close()
  }
})
