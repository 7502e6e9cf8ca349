import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { createServer } from '@/lib/http/server'
import { MODE_NAMES } from '@/lib/auth/modes'
import { appOf } from '@/testkit/app'
import { checkerBy } from '@/testkit/described'
import { makeTestbed } from '@/testkit/testbed'
import { documentOf } from './document'
import { OPENAPI_ENDPOINT } from './endpoint'
import { WHOLE_API } from './table'

describe.each(MODE_NAMES)('the document of a server in %s mode', (mode) => {
  test.each([true, false])('is valid OpenAPI 3.1, and has what this server has; lab: %s', async (lab) => {
    const app = { ...appOf(await makeTestbed(mode)), lab }
    const document = documentOf(app)
    const checked = await new Validator().validate(structuredClone(document) as never)
    expect(checked).toMatchObject({ valid: true })
    const named = Object.entries(document.paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`))
    const wanted = WHOLE_API.filter(({ path }) => lab || !/^\/api\/(?:lab|wire)\b/.test(path)).map(({ method, path }) => `${method} ${path}`)
    expect(named.sort()).toEqual(wanted.sort())
    expect(JSON.stringify(document)).not.toContain('$defs')
  })
})

test('each endpoint of ours says what it answers with, under a name of its own', async () => {
  for (const { method, path, answers } of WHOLE_API) expect(answers, `${method} ${path}`).toBeDefined()
  const document = documentOf(appOf(await makeTestbed('jwt')))
  const ids = Object.values(document.paths).flatMap((operations) => Object.values(operations).map(({ operationId }) => operationId))
  expect(new Set(ids).size).toBe(ids.length)
})

test('is served as it is', async () => {
  const app = appOf(await makeTestbed('bearer'))
  const answer = await createServer(app, [OPENAPI_ENDPOINT])(new Request('http://testbed.test/api/openapi.json'), null)
  expect([answer.status, await answer.json()]).toEqual([200, JSON.parse(JSON.stringify(documentOf(app)))])
})

test('finds what is answered otherwise', async () => {
  const check = checkerBy(documentOf(appOf(await makeTestbed('database'))))
  const answered = { method: 'GET', path: '/api/health', status: 200, type: 'application/json', body: { status: 'ok', mode: 'm', store: 's', instance: 'i' } }
  expect(check(answered)).toBeNull()
  for (const wrong of [{ body: {} }, { body: { ...answered.body, more: 1 } }, { status: 201 }, { type: 'text/json' }, { path: '/api/nothing' }, { method: 'PUT' }]) {
    expect(check({ ...answered, ...wrong }), JSON.stringify(wrong)).toContain('answered')
  }
})
