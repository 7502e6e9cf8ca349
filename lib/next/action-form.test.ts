import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isActionForm } from './action-form'

interface ReactClient {
  createTemporaryReferenceSet(): unknown
  encodeReply(args: readonly unknown[], options: { temporaryReferences: unknown }): Promise<FormData | string>
}

/** What Next's client writes a call of an action with. */
const react = createRequire(import.meta.url)('next/dist/compiled/react-server-dom-turbopack/client.browser.js') as ReactClient

const ID = '60c63e7e7988f803f7f6294c4e55d20c1cde162b66'

async function sent(body: FormData | string): Promise<[Uint8Array, string | null]> {
  const response = new Response(body)
  return [new Uint8Array(await response.arrayBuffer()), response.headers.get('content-type')]
}

/** As the client sends a call with these arguments. */
async function call(...args: readonly unknown[]) {
  return sent(await react.encodeReply(args, { temporaryReferences: react.createTemporaryReferenceSet() }))
}

function form(fields: Readonly<Record<string, string | Blob>>): FormData {
  const made = new FormData()
  for (const [name, value] of Object.entries(fields)) made.append(name, value)
  return made
}

const called = async (fields: Record<string, string | Blob>) => isActionForm(...(await sent(form(fields))), true)
const posted = async (fields: Record<string, string | Blob>) => isActionForm(...(await sent(form(fields))), false)

const bytes = (text: string) => new TextEncoder().encode(text)
const CREDENTIALS = form({ email: 'ada@example.com', password: '$F1 -- "\r\n--x' })
const BOUND = { '$ACTION_REF_1': '', '$ACTION_1:0': `{"id":"${ID}","bound":"$@1"}`, '$ACTION_1:1': '[null]', $ACTION_KEY: 'k1' }

describe('what a script sends is taken', () => {
  const errors = [{ path: 'email', message: 'is no address' }]
  test.each([
    ['a form', []],
    ['a form that was not sent before', [undefined]],
    ['a form that was sent before', [{ title: 'No', detail: null, errors, values: { email: '$F1', name: '$' } }]],
    ['an action with a bound argument', ['an id', { title: 'No' }]],
    ['a state that names a thing twice', [{ errors, first: errors[0], fields: { errors } }]],
    ['what JSON has no word for', [{ at: new Date(0), none: undefined, ratio: NaN, most: Infinity, least: -Infinity, zero: -0 }]],
  ])('%s', async (_, before) => {
    expect(isActionForm(...(await call(...before, CREDENTIALS)), true)).toBe(true)
    expect(isActionForm(...(await call(...before, new FormData())), true)).toBe(true)
  })

  test('any plain state and any text', async () => {
    const text = fc.string({ unit: 'grapheme' })
    const state = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, text, fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('record')),
      list: fc.array(tie('value'), { maxLength: 4 }),
      record: fc.dictionary(text.filter((key) => key !== '__proto__'), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    })).value
    await fc.assert(
      fc.asyncProperty(state, text, async (before, value) => {
        expect(isActionForm(...(await call(before, form({ value }))), true)).toBe(true)
      }),
    )
  })
})

test('a call without a form is taken, of plain arguments', async () => {
  expect(isActionForm(...(await call()), true)).toBe(true)
  expect(isActionForm(...(await call('an id', { a: '$F1' }, undefined)), true)).toBe(true)
  for (const other of [[new Map([[1, 2]])], [new Set([1])], [Promise.resolve(1)], [new Uint8Array(4)], [1n], [() => 1]]) {
    expect(isActionForm(...(await call(...other)), true)).toBe(false)
  }
})

test('what a browser sends without a script is taken', async () => {
  expect(await posted({ [`$ACTION_ID_${ID}`]: '', email: 'ada@example.com' })).toBe(true)
  expect(await posted({ ...BOUND, email: 'ada@example.com' })).toBe(true)
  expect(await posted({ ...BOUND, '$ACTION_1:1': '["an id",{"errors":[{}],"first":"$1:1:errors:0"}]' })).toBe(true)
  expect(await posted({ ...BOUND, [`$ACTION_ID_${ID}`]: '' })).toBe(true)
})

describe('anything else a script might send is not', () => {
  test.each(['null', '1', '{}', '"$K1"', '', '[', '[]', '["$K2"]', '["$K1",1]', '["$K1","$K1"]', '[["$K1"]]', '["$K1"] x'])('%s for arguments', async (args) => {
    expect(await called({ _1_a: '', '0': args })).toBe(false)
  })

  test.each(['null', '1', '{}', '"x"', '', '[', '["$K1"]', '["$1"]', '["$F1"]', '["$Q1"]', '["$0"]', '\ufeff[]', '[] x'])('%s alone', async (args) => {
    expect(isActionForm(...(await sent(args)), true)).toBe(false)
    expect(isActionForm(...(await sent('[]')), false)).toBe(false)
  })

  test.each([
    ...['$1', '$F1', '$h1', '$H', '$Q1', '$W1', '$B1', '$i0', '$A1', '$o1', '$V1', '$R1', '$r1', '$X1', '$x1', '$@0', '$@', '$T', '$n1', '$K1', '$K', '$', '$Dx'],
    ...['$0', '$0:0', '$0:0:a', '$0:1', '$0:0:__proto__', '$0:constructor', '$0:', '$undefined:x'],
  ])('%s in an argument', async (reference) => {
    for (const value of [reference, { a: reference }, [[reference]]]) expect(await called({ '0': JSON.stringify([value, '$K1']) })).toBe(false)
  })

  test('a reference by a name that React would read otherwise', async () => {
    expect(await called({ '0': '[{"a:b":{},"c":"$0:0:a:b"},"$K1"]' })).toBe(false)
    expect(await called({ '0': '[{"a:b":{"d":{}},"c":"$0:0:a:b:d"},"$K1"]' })).toBe(false)
    expect(await called({ '0': '[{"__proto__":{}},"$K1"]' })).toBe(false)
  })

  test('too much', async () => {
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    expect(await called({ '0': `[${deep(10)},"$K1"]` })).toBe(true)
    expect(await called({ '0': `[${deep(30_000)},"$K1"]` })).toBe(false)
    expect(await called({ '0': `[${'1,'.repeat(20)}"$K1"]` })).toBe(false)
  })

  test('parts that no form has', async () => {
    expect(await called({ '0': '["$K1"]', _1_a: '' })).toBe(false)
    expect(await called({ '1': '1', '0': '["$K1"]' })).toBe(false)
    expect(await called({ _2_a: '', '0': '["$K1"]' })).toBe(false)
    expect(await called({ _1_a: new Blob(['x']), '0': '["$K1"]' })).toBe(false)
    expect(await called({ '0': new Blob(['["$K1"]']) })).toBe(false)
  })
})

test('anything else without a script is not', async () => {
  const { $ACTION_KEY: key, ...rest } = BOUND
  expect(await posted(rest)).toBe(true)
  for (const wrong of ['null', '1', '{}', '', '["$F1"]', '["$1"]', '["$Q1"]', '["$K1"]', '["$@1"]', '["$T"]']) expect(await posted({ ...BOUND, '$ACTION_1:1': wrong })).toBe(false)
  for (const wrong of ['', 'null', '{}', `{"id":"${ID}"}`, `{"id":"${ID}","bound":null}`, `{"id":"${ID}","bound":"$@2"}`, `{"id":"x","bound":"$@1"}`]) {
    expect(await posted({ ...BOUND, '$ACTION_1:0': wrong })).toBe(false)
  }
  expect(await posted({})).toBe(false)
  expect(await posted({ email: 'ada@example.com' })).toBe(false)
  expect(await posted({ $ACTION_KEY: key, '$ACTION_1:0': rest['$ACTION_1:0'] })).toBe(false)
  expect(await posted({ $ACTION_REF_1: '' })).toBe(false)
  expect(await posted({ $ACTION_REF_2: '', ...BOUND })).toBe(false)
  expect(await posted({ ...BOUND, '$ACTION_1:2': '1' })).toBe(false)
  expect(await posted({ '$ACTION_ID_x': '' })).toBe(false)
  expect(await posted({ [`$ACTION_ID_${ID}`]: '', file: new Blob(['x']) })).toBe(false)
  const twice = form({ ...BOUND })
  twice.append('$ACTION_1:1', '[null]')
  expect(isActionForm(...(await sent(twice)), false)).toBe(false)
})

describe('bytes that are no form of text fields are not', () => {
  const X = '----a-boundary-of-27-letters'
  const type = `multipart/form-data; boundary=${X}`
  const part = (head: string) => bytes(`--${X}\r\n${head}\r\n\r\n["$K1"]\r\n--${X}--`)
  const head = 'Content-Disposition: form-data; name="0"'

  test('as a check of these tests, this one is', () => {
    expect(isActionForm(part(head), type, true)).toBe(true)
    expect(isActionForm(part('content-disposition: form-data; name="0"'), type, true)).toBe(true)
  })

  test.each([
    ['a file', `${head}; filename="x"`],
    ['a type', `${head}\r\nContent-Type: application/octet-stream`],
    ['an encoding', `${head}\r\nContent-Transfer-Encoding: base64`],
    ['a name twice', `${head}; name="1"`],
    ['a name without quotes', 'Content-Disposition: form-data; name=0'],
    ['no name', 'Content-Disposition: form-data'],
    ['a folded header', 'Content-Disposition: form-data;\r\n name="0"'],
    ['no header', ''],
  ])('%s', (_, other) => {
    expect(isActionForm(part(other), type, true)).toBe(false)
  })

  test.each([
    ['nothing', ''],
    ['no end', `--${X}\r\n${head}\r\n\r\n["$K1"]`],
    ['no part', `--${X}--`],
    ['something in front', `x\r\n--${X}\r\n${head}\r\n\r\n["$K1"]\r\n--${X}--`],
    ['a byte order mark in front', `\ufeff--${X}\r\n${head}\r\n\r\n["$K1"]\r\n--${X}--`],
    ['something behind', `--${X}\r\n${head}\r\n\r\n["$K1"]\r\n--${X}--\r\nx`],
    ['line feeds alone', `--${X}\n${head}\n\n["$K1"]\n--${X}--`],
  ])('%s', (_, body) => {
    expect(isActionForm(bytes(body), type, true)).toBe(false)
  })

  test.each([X, `--${X}`, ` \r\n${X}`, `\r\n--${X}x`])('a boundary in a value: %j', (value) => {
    const body = `--${X}\r\nContent-Disposition: form-data; name="_1_a"\r\n\r\n${value}\r\n--${X}\r\n${head}\r\n\r\n["$K1"]\r\n--${X}--`
    expect(isActionForm(bytes(body), type, true)).toBe(false)
  })

  test('bytes that are no UTF-8', () => {
    expect(isActionForm(new Uint8Array([...bytes(`--${X}\r\nContent-Disposition: form-data; name="_1_a"\r\n\r\n`), 0xff, ...bytes(`\r\n--${X}\r\n${head}\r\n\r\n["$K1"]\r\n--${X}--`)]), type, true)).toBe(false)
  })

  test.each([
    ...[null, '', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'multipart/form-data; boundary=', `Multipart/Form-Data; boundary=${X}`],
    ...[`${type}; boundary=Y`, `${type}; charset=utf-8`, `multipart/form-data, ${type}`, `multipart/form-data; boundary="${X}"`],
  ])('%s', (other) => {
    expect(isActionForm(part(head), other, true)).toBe(false)
  })

  test('a boundary that no browser makes', () => {
    for (const other of ['X', 'x'.repeat(26), 'x'.repeat(71), `${'x'.repeat(30)}:`]) {
      const body = `--${other}\r\n${head}\r\n\r\n["$K1"]\r\n--${other}--`
      expect(isActionForm(bytes(body), `multipart/form-data; boundary=${other}`, true)).toBe(false)
    }
  })
})
