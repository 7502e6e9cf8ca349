import { describe, expect, test } from 'vitest'
import { MODE_NAMES } from '@/lib/auth/modes'
import { makeTestbed } from '@/testkit/testbed'
import { redact, redactHeader } from './redact'
import { checkCost, quantile, timeChecks } from './cost'
import { dissect } from './decode'
import { recorder } from './trace'
import { shownResponse, xray } from './xray'

describe.each(MODE_NAMES)('the X-ray in %s mode', (name) => {
  async function observed({ tamper = false } = {}) {
    const { mode, person, client } = await makeTestbed(name)
    const browser = client()
    browser.apply((await mode.issue(person, browser.request())).effects)
    const { carrier, credentialName } = mode.facts
    const issued = browser.token ?? browser.cookies.get(credentialName) ?? ''
    const credential = tamper ? `${issued.slice(0, -1)}${issued.endsWith('A') ? 'B' : 'A'}` : issued
    const byCookie = carrier === 'cookie'
    const jar = byCookie ? client(new Map([[credentialName, credential]])) : client(new Map(), credential)
    const trace = recorder()
    const req = jar.request(trace)
    const verdict = await mode.verify(req)
    const line = byCookie ? (['Cookie', `${credentialName}=${credential}`] as const) : (['Authorization', `Bearer ${credential}`] as const)
    const rawHeaders = ['Host', 'x.test', ...line]
    const report = xray({ mode, req, verdict, steps: trace.steps, check: await checkCost(mode, req, verdict), method: 'GET', path: '/api/xray', rawHeaders, response: shownResponse([200, 'set'], []) })
    return { mode, report, credential, line }
  }

  test('counts the request as it arrived, and the credential’s value alone', async () => {
    const { mode, report, credential, line } = await observed()
    const wire = `GET /api/xray HTTP/1.1\r\nHost: x.test\r\n${line.join(': ')}\r\n\r\n`
    expect(report.request.bytes).toBe(wire.length)
    expect(report.request.credential).toMatchObject({ name: mode.facts.credentialName, bytes: credential.length, kind: mode.facts.credentialKind })
  })

  test('never holds the credential, accepted or not', async () => {
    for (const { report, credential } of [await observed(), await observed({ tamper: true })]) {
      expect(JSON.stringify(report)).not.toContain(credential.slice(4, -3))
      expect(JSON.stringify(report)).not.toContain(credential.slice(0, 12))
    }
  })

  test('shows a step for each thing the check did, with its time', async () => {
    const { mode, report } = await observed()
    expect(report.trace.length).toBeGreaterThan(0)
    for (const step of report.trace) expect(step.micros).toBeGreaterThanOrEqual(0)
    expect(report.trace.some(({ at }) => at === 'store')).toBe(mode.facts.checkReads !== 'nothing')
  })

  test('says what the check costs, of many checks of the very credential; of one that was refused, of none', async () => {
    const { report } = await observed()
    expect(report.check?.n).toBeGreaterThan(10)
    expect(report.check?.p50).toBeGreaterThan(0)
    expect(report.check?.reads).toBe(report.trace.filter(({ at }) => at === 'store').length)
    expect((await observed({ tamper: true })).report.check).toBeNull()
  })

  test('says all that a readable credential says, the format’s own claims too, and until when it is accepted', async () => {
    const { mode, report, credential } = await observed()
    const content = report.state.find(({ where }) => where === 'browser')?.content
    if (mode.facts.credentialKind === 'jws') expect(content).toEqual(dissect(credential).parts[1]?.decoded)
    expect(report.request.credential?.parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(credential.length)
    expect(report.verdict).toMatchObject({ acceptedUntil: mode.facts.stateLives === 'store' ? null : expect.any(String) as unknown })
  })

  test('after a rejection shows only what the client still holds', async () => {
    const { report } = await observed({ tamper: true })
    expect(report.verdict.ok).toBe(false)
    expect(report.state.map(({ where, content }) => [where, content])).toEqual([['browser', {}]])
  })
})

describe('an answer that has not left', () => {
  test('is shown with what was set, and what follows from how it is sent, each once, without secrets', () => {
    const set = [['Content-Type', 'application/json'], ['Set-Cookie', 'a=secretsecretsecret; Path=/'], ['Content-Security-Policy', "script-src 'nonce-c2VjcmV0'"]] as const
    expect(shownResponse([200, 'inferred'], set, [['content-type', 'text/html'], ['date', 'later']])).toEqual({
      status: 200,
      known: 'inferred',
      headers: [
        ['date', 'later', 'inferred'],
        ['content-type', 'application/json', 'set'],
        ['set-cookie', 'a=secr…ret; Path=/', 'set'],
        ['content-security-policy', "script-src 'nonce-…'", 'set'],
      ],
    })
  })
})

describe('what a check costs', () => {
  test('is one figure wherever it is said: the middle of checks that were made one after the other', async () => {
    let running = 0
    const took = await timeChecks(async () => {
      expect(++running).toBe(1)
      await Promise.resolve()
      running--
    }, 5)
    expect(took).toHaveLength(5)
    expect([...took].sort((a, b) => a - b)).toEqual(took)
    expect([quantile([1, 2, 3, 4, 50], 0.5), quantile([1, 2, 3, 4], 0.5), quantile([1, 2, 3], 0.95), quantile([1], 1)]).toEqual([3, 3, 3, 1])
    expect(quantile([], 0.5)).toBeNaN()
  })
})

describe('redaction', () => {
  test('shows the first and last few characters of what is long enough', () => {
    expect(redact('q3VtAAAAAAAAAAAAAA9fA')).toBe('q3Vt…9fA')
    expect(redact('short')).toBe('…')
  })

  test.each([
    ['Cookie', 'a=secretsecretsecret; b=short', 'a=secr…ret; b=…'],
    ['cookie', 'a=secret=secret=secret', 'a=secr…ret'],
    ['Cookie', '=secretsecretsecret; secretsecretsecret; b=1', '=secr…ret; secr…ret; b=…'],
    ['X-Api-Key', 'secretsecretsecret', 'secr…ret'],
    ['Set-Cookie', 'a=secretsecretsecret; Path=/', 'a=secr…ret; Path=/'],
    ['Authorization', 'Bearer secretsecretsecret', 'Bearer secr…ret'],
    ['Authorization', 'secretsecretsecret', 'secr…ret'],
    ['Accept', 'text/html', 'text/html'],
  ])('%s: %s', (name, value, shown) => {
    expect(redactHeader(name, value)).toBe(shown)
  })
})
