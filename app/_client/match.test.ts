import { expect, test } from 'vitest'
import { match } from './match'

const entry = (title: string, words = '') => ({ href: `/${title}`, title, kind: 'page', words })
const ENTRIES = [entry('Docs', 'glossary sessions'), entry('Sessions'), entry('Session fixation'), entry('GET /api/sessions', 'lists'), entry('Sign in', 'log in')]

test.each([
  ['sessions', ['Sessions', 'GET /api/sessions', 'Docs']],
  ['sess', ['Sessions', 'Session fixation', 'GET /api/sessions', 'Docs']],
  ['SESSION fix', ['Session fixation']],
  ['log', ['Sign in']],
  ['api get', ['GET /api/sessions']],
  ['  ', []],
  ['nothing', []],
])('%j finds %j', (asked, titles) => {
  expect(match(ENTRIES, asked).map(({ title }) => title)).toEqual(titles)
})
