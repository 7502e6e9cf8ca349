import { expect, test } from 'vitest'
import { makeArena } from '@/testkit/testbed'
import { MODE_NAMES, wordsOf } from '.'
import { wordsFrom, type ModeWords } from './words'

const sentences = ({ ends, beats }: ModeWords) => [ends, ...beats.map(({ says }) => says)]

test('modes carry the common names of the field', async () => {
  const modes = await Promise.all(MODE_NAMES.map(async (name) => (await makeArena(name)).mode))
  expect(modes.map((mode) => wordsOf(mode).title)).toEqual([
    'Server-side session',
    'Encrypted JWT cookie',
    'Encrypted cookie',
    'Bearer token',
    'Access and refresh tokens',
  ])
  // The facts alone lead to the same names.
  expect(modes.map(({ facts }) => wordsFrom(facts).title)).toEqual(modes.map((mode) => wordsOf(mode).title))
})

test.each(MODE_NAMES)('%s would read well without words of its own', async (name) => {
  const { mode } = await makeArena(name)
  const [own, bare] = [wordsOf(mode), wordsFrom(mode.facts)]
  for (const sentence of sentences(bare)) expect(sentence).toMatch(/^[A-Z][^{}]*\.$/)
  expect([bare.travels, bare.check].join()).not.toMatch(/undefined|[A-Z]\w*\.$/)
  expect(bare.beats.map(({ from, to }) => [from, to])).toEqual(own.beats.map(({ from, to }) => [from, to]))
  expect(bare.beats.map(({ holds }) => Object.keys(holds).sort())).toEqual(own.beats.map(({ holds }) => Object.keys(holds).sort()))
})

test.each(MODE_NAMES)('%s with a revocation list says so, and otherwise the same', async (name) => {
  const [none, list] = await Promise.all((['none', 'list'] as const).map(async (revocation) => wordsOf((await makeArena(name, { revocation })).mode)))
  const listed = none?.check !== list?.check
  expect(listed).toBe((await makeArena(name)).mode.facts.revocation !== 'now')
  expect(list).toEqual(listed ? { ...none, check: `${String(none?.check)}, then read the revocation list`, ends: list?.ends } : none)
})
