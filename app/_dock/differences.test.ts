import { expect, test } from 'vitest'
import { differences } from './differences'

test('says name by name what two requests say, and what only one of them says', () => {
  const compared = differences(
    [['Status', '200'], ['Header cookie', 'a'], ['Credential', null], ['Step', 'one'], ['Step', 'two']],
    [['Status', '200'], ['Credential', 'x'], ['Step', 'one'], ['Header origin', 'b']],
  )
  expect(compared).toEqual([
    { name: 'Status', before: '200', after: '200', differs: false },
    { name: 'Header cookie', before: 'a', after: null, differs: true },
    { name: 'Credential', before: null, after: 'x', differs: true },
    { name: 'Step', before: 'one\ntwo', after: 'one', differs: true },
    { name: 'Header origin', before: null, after: 'b', differs: true },
  ])
})
