import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MODE_NAMES } from '@/lib/auth/modes'
import { notServed, sendRaw, type RawRequest } from '../support/raw'
import { SERVERS } from '../support/servers'
import { expect, test } from '../support/test'

/** Of the build; every server takes them all, at every page. */
const ACTIONS = Object.keys(
  (JSON.parse(readFileSync(fileURLToPath(new URL('../../.next/server/server-reference-manifest.json', import.meta.url)), 'utf8')) as { node: object }).node,
)

// Thousands of requests, to a server that has just started.
test.describe.configure({ timeout: 180_000 })

const PAGES = ['/', '/sign-in', '/dashboard', '/docs/errors', '/lab/x', '/nothing', '/_next/x', '/_next/static/x', '/icon.svg/x', '/.well-known/x', '/_not-found', '/_global-error', '/api/me', '/api/x']

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY']

const TARGETS = [
  ...['*', '/', '//', '//x', '\\', '/\\', '?', '?x', '#', '/#', 'x', 'x:80', 'http://', 'http:///', 'http://x', 'https://x/dashboard', 'http://[/'],
  ...['/%', '/%00', '/%E0', '/%2e%2e/', '/..', '/../x', '/a?%', '/api/%', '/lab/%00', '/lab/%E0', '/lab/__proto__', `/${'x'.repeat(8000)}`],
  ...['/_global-error', '/./_global-error', '/_global-error?x', '/_not-found', '/_error', '/404', '/500', '/index', '/index.rsc', '/dashboard.rsc'],
  ...['/dashboard.segments/_tree.segment.rsc', '/_next/data/x/index.json', '/_next/image', '/_next/image?url=%2Ficon.svg&w=64&q=75', '/_next/static/%E0', '/_next/static/..%2f'],
  ...['/?_rsc=', '/?_rsc=%', '/?_rsc=x&_rsc=y', '/?__nextLocale=x', '/?__nextDefaultLocale=%', '/?nxtPid=1', '/lab/x?nxtPid=1', '/lab/x?nxtIid=%', '/unavailable'],
]

const asHeader = (tree: unknown) => encodeURIComponent(JSON.stringify(tree))
const nested = (levels: number): unknown => (levels === 0 ? ['', {}] : ['x', { children: nested(levels - 1) }])

const TREES = [
  ...['', 'x', '%', '%E0', 'null', '1', '[]', '{}', '["$F1"]', 'x'.repeat(9000)],
  ...[[''], ['', []], ['', { children: 'x' }], ['', {}, 'x'], ['', {}, null, 'x'], [{}, {}], [['id', 'x', 'z', null], {}]].map(asHeader),
  ...[['', {}], ['', { children: ['x', {}] }], ['', { children: ['__PAGE__', {}] }, null, 'refetch'], [['id', 'x', 'd', null], {}], ['', {}, null, null, -1, 'x']].map(asHeader),
  ...[['', { children: ['', { children: ['', {}, null, 'metadata-only'] }] }, null, 'inside-shared-layout'], ['', {}, ['//x', '?'], 'refetch', 17]].map(asHeader),
  ...[asHeader(nested(200)), '["",{"__proto__":["",{}]}]', '["",{},null,null,1e400]'],
]

const HEADERS = [
  ...['Next-Router-Prefetch: 1', 'Next-Router-Prefetch: x', 'Next-Router-Segment-Prefetch: x', 'Next-Router-Segment-Prefetch: /_tree', 'Next-Router-Segment-Prefetch: /%'],
  ...['Next-Url: //', 'Next-Url: http://[', 'Next-HMR-Refresh: 1', 'Next-Resume: 1', 'X-Nextjs-Data: 1', 'X-Nextjs-Postponed: 1', 'X-Nextjs-Request-Id: x', 'X-Matched-Path: /%'],
  ...['X-Action-Redirect: x', 'X-Action-Forwarded: 1', 'X-Prerender-Revalidate: x', 'X-Invoke-Status: 500', 'X-Middleware-Invoke: 1', 'X-Now-Route-Matches: 1=x'],
  ...['X-Forwarded-Host: [', 'X-Forwarded-Proto: x', 'X-Forwarded-Port: x', 'Forwarded: x', 'Cookie: __prerender_bypass=x; __next_preview_data=x', 'Accept: x', 'Accept-Encoding: x'],
  ...['Content-Type: ;', 'Range: bytes=x', 'If-None-Match: x', 'Referer: [', 'User-Agent: Googlebot', 'Sec-Purpose: prefetch', 'Host: ', 'Host: x:y'],
]

for (const [index, mode] of MODE_NAMES.entries()) {
  const server = SERVERS[mode]
  /** Each mode's server gets its part of what all of them take alike. */
  const part = <T>(requests: readonly T[]): T[] => requests.filter((_, i) => i % MODE_NAMES.length === index)

  test(`${mode}: no request target and no method is answered 500`, async () => {
    expect(await notServed(server, part(TARGETS.flatMap((target) => METHODS.map((method) => ({ method, target })))))).toEqual([])
  })

  test(`${mode}: nothing that Next's router sends is answered 500, and what it would not send is 400`, async () => {
    const said = [...TREES.map((tree) => [`Next-Router-State-Tree: ${tree}`]), ['Next-Router-State-Tree: a', 'Next-Router-State-Tree: b'], ...HEADERS.map((header) => [header])]
    const requests = PAGES.flatMap((target) => said.flatMap((headers) => [{ target, headers }, { target, headers: ['RSC: 1', ...headers] }]))
    // Next sends those to another address that come without the right `_rsc`.
    const followed: RawRequest[] = []
    for (const [page, other] of part(PAGES.slice(0, 6).flatMap((each) => said.map((headers) => [each, headers] as const)))) {
      const headers = ['RSC: 1', ...other]
      const { head } = await sendRaw(server, { target: `${page}?_rsc=x`, headers })
      followed.push({ target: /^location: (\S+)/im.exec(head)?.[1] ?? page, headers })
    }
    expect(followed.filter(({ target }) => target.includes('_rsc=')).length).toBeGreaterThan(5)
    expect(await notServed(server, [...part(requests), ...followed])).toEqual([])
    const refused = await sendRaw(server, { target: '/', headers: ['RSC: 1', 'Next-Router-State-Tree: x'] })
    expect(refused.status).toBe(400)
    expect(refused.head).toContain('application/problem+json')
  })

  test(`${mode}: no body of an action is answered 500`, async () => {
    expect(ACTIONS.length).toBeGreaterThan(1)
    const headers = [`Origin: ${server.origin}`]
    const requests = ACTIONS.flatMap((id, i) => actionBodies(id, i === 0)).map((each) => ({ method: 'POST', ...each, headers: [...headers, ...each.headers] }))
    expect(await notServed(server, part(requests))).toEqual([])
  })
}

const REFERENCES = [
  ...'$ $$ $1 $a $0 $0:0 $0:1 $0:length $0:__proto__ $1:constructor $F $F1 $h1 $H $Q $Q1 $W1 $K $K1 $K2 $B1 $i1 $A1 $O1 $o1 $U1 $S1 $s1 $L1 $G1 $M1 $V1'.split(' '),
  ...'$R1 $r1 $X1 $x1 $@ $@0 $@1 $@ffffffff $T $D $Dx $D1 $n $n1 $nx $I $- $-0 $N $u $undefined $ffffffffff $-1 $1e9 $Z1'.split(' '),
  `$n${'9'.repeat(5000)}`,
]

const MODELS = [
  ...['', ' ', 'null', '1', 'true', '"x"', '{}', '[', '[]', '[null]', '[1]', '[{}]', '[[]]', '["x","y"]', '{"0":1}', '{"length":1}', '[{"then":1}]', '["$K1"]', '[null,"$K1"]', '[{},"$K1"]'],
  ...['[{"__proto__":{}},"$K1"]', '[{"a":{},"b":"$0:0:a"},"$K1"]', '[{"a:b":{},"c":"$0:0:a:b"},"$K1"]', '[{"a":"$0:0"},"$K1"]', '["$0:1","$K1"]', '["$K1","$K1"]', '["$K1","$K2"]'],
  ...REFERENCES.flatMap((reference) => [JSON.stringify([reference]), JSON.stringify([{ a: reference }, '$K1'])]),
  ...['['.repeat(9000) + ']'.repeat(9000), `[${'{"a":'.repeat(5000)}1${'}'.repeat(5000)},"$K1"]`, `[${'1,'.repeat(2000)}"$K1"]`, '\ufeff["$K1"]', '["$K1"]\0'],
]

type Fields = readonly (readonly [name: string, value: string])[]

/** Chunks that a model may refer to: absent, absurd, each other. */
const CHUNKS: readonly Fields[] = [
  [],
  [['_1_email', 'ada@example.com'], ['_1_password', 'x']],
  [['1', 'null']],
  [['1', '"$1"']],
  [['1', '["$0","$2"]'], ['2', '["$1"]']],
  [['1', '{"id":"x","bound":null}']],
  [['1', '[["a"]]'], ['S1', 'C']],
]

const X = '----a-boundary-of-27-letters'
const MULTIPART = `Content-Type: multipart/form-data; boundary=${X}`

function multipart(...fields: Fields): string {
  const parts = fields.map(([name, value]) => `--${X}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  return `${parts.join('')}--${X}--\r\n`
}

/** All that might be sent to an action, or some of it. */
function actionBodies(id: string, all: boolean): { target: string; headers: string[]; body: string }[] {
  const byScript = `Next-Action: ${id}`
  const post = (headers: string[], body: string, target = '/') => ({ target, headers, body })
  const models = all ? MODELS : MODELS.filter((model) => model.length < 8)
  const sent = models.flatMap((model) => [
    post([byScript, 'Content-Type: text/plain;charset=UTF-8'], model),
    ...(all ? CHUNKS : CHUNKS.slice(0, 1)).map((chunk) => post([byScript, MULTIPART], multipart(...chunk, ['0', model]))),
    post([byScript, MULTIPART], multipart(['0', model], ['_1_a', ''])),
    ...[`{"id":"${id}","bound":"$@1"}`, `{"id":"${id}","bound":null}`, model].map((named) =>
      post([MULTIPART], multipart(['$ACTION_REF_1', ''], ['$ACTION_1:0', named], ['$ACTION_1:1', model], ['$ACTION_KEY', 'k1'], ['email', 'x'])),
    ),
  ])
  const plain = [
    [[`$ACTION_ID_${id}`, '']],
    [[`$ACTION_ID_${id}`, ''], ['email', 'x'.repeat(1000)], ['next', '//x']],
    [[`$ACTION_ID_${id}`, ''], [`$ACTION_ID_${id}x`, '']],
    [[`$ACTION_ID_${id.slice(1)}`, '']],
    [['$ACTION_REF_1', ''], ['$ACTION_REF_2', ''], ['$ACTION_REF_3', '']],
    [['$ACTION_KEY', 'x']],
    [['$ACTION_1:0', 'x']],
    [['$ACTION_', 'x']],
  ].map((fields) => post([MULTIPART], multipart(...(fields as unknown as Fields))))
  const encoded = ['0=%5B%5D', '0=null', '%', ''].map((body) => post([byScript, 'Content-Type: application/x-www-form-urlencoded'], body))
  const otherIds = ['', 'x', 'toString', '__proto__', id.slice(1), `${id}0`, id.toUpperCase()].map((other) => post([`Next-Action: ${other}`, MULTIPART], multipart(['_1_a', ''], ['0', '["$K1"]'])))
  if (!all) return [...sent, ...plain, ...encoded, ...otherIds]

  const odd = [
    multipart(['_1_a"; filename="x', 'x'], ['0', '["$K1"]']),
    multipart(['_1_a"\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nX: "', 'x'], ['0', '["$K1"]']),
    multipart(['0"; filename="x', '["$K1"]']),
    multipart([`$ACTION_ID_${id}`, ''], ['email', X]),
    ...['', 'x', `--${X}`, `--${X}--`, `--${X}\r\n\r\n`, `--${X}\r\nContent-Disposition: form-data\r\n\r\n\r\n--${X}--`],
  ].flatMap((body) => PAGES.flatMap((page) => [post([byScript, MULTIPART], body, page), post([MULTIPART], body, page)]))
  return [...sent, ...plain, ...encoded, ...otherIds, ...odd]
}
