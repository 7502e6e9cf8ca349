import { expect, test } from 'vitest'
import { laneOf, type LaneName } from './lanes'

test.each<[string, LaneName]>([
  ['GET /api/health', 'health'],
  ['GET /api/health?a', 'health'],
  ['GET /api/session-events', 'streams'],
  ['GET /api/me', 'answers'],
  ['HEAD /_next/static/chunks/a.js', 'answers'],
  ['GET /.well-known/jwks.json', 'answers'],
  ['POST /api/sign-in', 'changes'],
  ['DELETE /api/sessions', 'changes'],
  ['GET /', 'pages'],
  ['GET /api', 'pages'],
  ['GET /apis/me', 'pages'],
  ['GET /api/../sign-in', 'pages'],
  ['GET /api/%2E%2e/sign-in', 'pages'],
  ['GET /api/..\\sign-in', 'pages'],
  ['POST /sign-in', 'forms'],
])('%s goes with %s', (line, name) => {
  const [method = '', url = ''] = line.split(' ')
  expect(laneOf({ method, url })).toBe(name)
})
