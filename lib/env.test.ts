import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { EnvError, parseEnv } from './env'

const SECRET = 'tQ7vXr2mN9sLk4JwYp8ZbC3fHd6GaU1e'
const production = (more: Record<string, string | undefined> = {}) =>
  parseEnv({ NODE_ENV: 'production', AUTH_SECRET: SECRET, APP_URL: 'https://app.example.com', ...more })

test('has a default for everything but the secret', () => {
  expect(parseEnv({ NODE_ENV: 'development', AUTH_SECRET: SECRET })).toEqual({
    production: false,
    mode: 'database',
    secrets: [SECRET],
    signingKey: null,
    appUrl: 'http://localhost:3000',
    secure: false,
    databasePath: './data/stateside.db',
    idleMs: 86_400_000,
    maxMs: 2_592_000_000,
    signInAttempts: 10,
    addressAttempts: 100,
    shutdownMs: 10_000,
    trustProxyHops: 0,
    seedDemo: true,
    lab: true,
    instance: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
    revocation: 'none',
    bearerMs: 3_600_000,
    accessMs: 300_000,
    graceMs: 10_000,
    sessionsPerUser: 100,
  })
})

test('takes what is set, and an empty value as not set', () => {
  expect(
    production({
      AUTH_MODE: 'sealed',
      AUTH_SECRET_PREVIOUS: ` ${SECRET}a , ${SECRET}b `,
      SESSION_IDLE_SECONDS: '1',
      SESSION_MAX_SECONDS: '',
      SEED_DEMO: '1',
      TRUST_PROXY_HOPS: '2',
    }),
  ).toMatchObject({
    mode: 'sealed',
    secrets: [SECRET, `${SECRET}a`, `${SECRET}b`],
    appUrl: 'https://app.example.com',
    secure: true,
    idleMs: 1000,
    maxMs: 2_592_000_000,
    seedDemo: true,
    trustProxyHops: 2,
  })
})

test('makes no demo people in production unless asked', () => {
  expect(production().seedDemo).toBe(false)
  expect(production({ SEED_DEMO: '0' }).seedDemo).toBe(false)
})

test.each([undefined, 'staging', 'Development'])('NODE_ENV=%s is held to the rules of production', (NODE_ENV) => {
  expect(production({ NODE_ENV })).toMatchObject({ production: true, seedDemo: false })
  expect(() => production({ NODE_ENV, APP_URL: 'http://app.example.com' })).toThrow(EnvError)
})

test('a server keeps the name it was given, or the one it made itself', () => {
  expect(production({ INSTANCE: 'eu-1/app.2' }).instance).toBe('eu-1/app.2')
  expect(production().instance).toBe(production().instance)
})

test('the default origin follows the port', () => {
  expect(parseEnv({ NODE_ENV: 'development', AUTH_SECRET: SECRET, PORT: '3107' }).appUrl).toBe('http://localhost:3107')
})

describe('stops the boot', () => {
  test.each([
    ['AUTH_MODE', 'cookie', 'database, jwt, sealed'],
    ['AUTH_MODE', 'toString', 'database, jwt, sealed'],
    ['AUTH_REVOCATION', 'yes', 'none, list'],
    ['LAB', '1', 'on, off'],
    ['ACCESS_TTL_SECONDS', '0', 'a whole number from 1'],
    ['BEARER_TTL_SECONDS', '1.5', 'a whole number from 1'],
    ['REFRESH_GRACE_SECONDS', '0', 'a whole number from 1'],
    ['DATABASE_URL', 'postgres://localhost/x', 'file:'],
    ['DATABASE_URL', 'file:', 'file:'],
    ['SESSION_IDLE_SECONDS', '0', 'a whole number from 1'],
    ['SESSION_IDLE_SECONDS', '1.5', 'a whole number from 1'],
    ['SESSION_MAX_SECONDS', '-1', 'a whole number from 1'],
    ['SESSION_MAX_SECONDS', '1e3', 'a whole number from 1'],
    ['SESSION_MAX_SECONDS', 'Infinity', 'a whole number from 1'],
    ['SIGN_IN_ATTEMPTS', 'ten', 'a whole number from 1'],
    ['ADDRESS_ATTEMPTS', '0', 'a whole number from 1'],
    ['SHUTDOWN_SECONDS', '0', 'a whole number from 1'],
    ['TRUST_PROXY_HOPS', '-1', 'a whole number from 0'],
    ['SEED_DEMO', 'yes', '0, 1'],
    ['INSTANCE', 'two words', 'without spaces'],
    ['INSTANCE', 'a\nb', 'without spaces'],
    ['INSTANCE', 'a'.repeat(65), '1 to 64'],
    ['APP_URL', 'app.example.com', 'the public origin'],
    ['APP_URL', 'ftp://app.example.com', 'the public origin'],
    ['APP_URL', 'https://app.example.com/path', 'the public origin'],
    ['APP_URL', 'https://user@app.example.com', 'the public origin'],
    ['APP_URL', 'http://app.example.com', 'only on localhost'],
  ])('%s=%s', (name, value, allowed) => {
    const attempt = () => production({ [name]: value })
    expect(attempt).toThrow(EnvError)
    expect(attempt).toThrow(`${name} is ${JSON.stringify(value)}`)
    expect(attempt).toThrow(allowed)
  })

  test('names every mistake at once', () => {
    const attempt = () => production({ AUTH_MODE: 'x', SEED_DEMO: 'x', AUTH_SECRET: undefined })
    expect(attempt).toThrow(/AUTH_MODE[\s\S]*SEED_DEMO[\s\S]*AUTH_SECRET is not set/)
  })

  test.each([
    ['short', 'tQ7vXr2mN9sLk4JwYp8ZbC3fHd6GaU1'],
    ['an example', 'changeme-changeme-changeme-changeme'],
    ['from a tutorial', 'complex_password_at_least_32_characters_long'],
    ['one letter', 'a'.repeat(64)],
    ['a password, repeated', 'sunshine'.repeat(4)],
    ['a password, repeated and ended', 'hunter2hunter2hunter2hunter2hunter2!'],
    ['two words, in turn', 'secret-cookie-secret-cookie-secret-cookie'],
    ['a few passwords', 'passwordadminletmeinwelcomemonkey'],
    ['digits in turn', '12345678901234567890123456789012'],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz012345'],
    ['a run of keys', 'qwertyuiopasdfghjklzxcvbnm123456'],
    ['a few letters, each many times', 'aaaaaaaabbbbbbbbccccccccdddddddd'],
    ['hexadecimal words, repeated', 'deadbeef'.repeat(8)],
  ])('a secret that is %s, which is never printed', (_, secret) => {
    for (const name of ['AUTH_SECRET', 'AUTH_SECRET_PREVIOUS']) {
      const attempt = () => production({ [name]: secret })
      expect(attempt).toThrow(EnvError)
      expect(attempt).toThrow(name)
      expect(attempt).not.toThrow(secret)
    }
  })

  test('no secret that was drawn at random', () => {
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      // 16 bytes in hexadecimal are as few characters as may be, of as few kinds.
      for (const bytes of [16, 24, 32]) {
        const secret = randomBytes(bytes).toString(encoding)
        if (secret.length >= 32) expect(() => production({ AUTH_SECRET: secret })).not.toThrow()
      }
    }
  })
})

describe('a signing key of one’s own', () => {
  // RFC 8037 appendix A.1, and the public part of another key.
  const d = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A'
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'
  const key = { kty: 'OKP', crv: 'Ed25519', x, d }

  test('is taken without what it says of itself', () => {
    const named = { ...key, kid: 'mine', alg: 'EdDSA', use: 'sig' }
    expect(production({ AUTH_SIGNING_KEY: JSON.stringify(named) }).signingKey).toEqual(key)
  })

  test.each([
    ['no JSON', `{"d":"${d}"`, 'is not JSON'],
    ['no object', 'null', 'is not a JSON object'],
    ['an RSA key', { kty: 'RSA', n: 'AQAB', e: 'AQAB', d }, 'is not an Ed25519 key'],
    ['an X25519 key', { ...key, crv: 'X25519' }, 'is not an Ed25519 key'],
    ['a public key', { ...key, d: undefined }, 'is a public key'],
    ['a key to encrypt with', { ...key, use: 'enc' }, 'is meant for another purpose'],
    ['a key for another algorithm', { ...key, alg: 'ES256' }, 'is meant for another purpose'],
    ['a short private part', { ...key, d: d.slice(1) }, 'has a part that is not 32 bytes'],
    ['a part with spare bits', { ...key, x: x.slice(0, -1) + 'p' }, 'has a part that is not 32 bytes'],
    ['no public part', { ...key, x: undefined }, 'has a part that is not 32 bytes'],
    ['another key’s public part', { ...key, x: 'hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo' }, 'has a public part that does not belong'],
  ])('that is %s stops the boot and is never printed', (_, value, wrong) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const attempt = () => production({ AUTH_SIGNING_KEY: text })
    expect(attempt).toThrow(EnvError)
    expect(attempt).toThrow(`AUTH_SIGNING_KEY ${wrong}`)
    expect(attempt).not.toThrow(d.slice(1, 20))
  })
})

test.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', 'http://app.localhost'])(
  'http: is allowed in production on %s',
  (APP_URL) => {
    expect(production({ APP_URL })).toMatchObject({ appUrl: APP_URL, secure: false })
  },
)
