import { describe, expect, test } from 'vitest'
import { MODE_NAMES } from '@/lib/auth/modes'
import { makeTestbed } from '@/testkit/testbed'
import { redact, redactHeader } from './redact'
import { checkCost } from './cost'
import { recorder } from './trace'
import { xray } from './xray'

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
    const report = xray({ mode, req, verdict, steps: trace.steps, check: await checkCost(mode, req, verdict), method: 'GET', path: '/api/xray', rawHeaders })
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
    expect((await observed({ tamper: true })).report.check).toBeNull()
  })

  test('after a rejection shows only what the client still holds', async () => {
    const { report } = await observed({ tamper: true })
    expect(report.verdict.ok).toBe(false)
    expect(report.state.map(({ where, content }) => [where, content])).toEqual([['browser', {}]])
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
