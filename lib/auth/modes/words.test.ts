import { expect, test } from 'vitest'
import { makeTestbed } from '@/testkit/testbed'
import { MODE_NAMES, wordsOf } from '.'
import { wordsFrom, type ModeWords } from './words'

const sentences = ({ ends, beats }: ModeWords) => [ends, ...beats.map(({ says }) => says)]

const TITLES: Readonly<Record<string, string>> = {
  database: 'Server-side session',
  jwt: 'Encrypted JWT cookie',
  sealed: 'Encrypted cookie',
  bearer: 'Bearer token',
  hybrid: 'Access and refresh tokens',
}

test.each(Object.entries(TITLES))('%s carries the common name of the field, which its facts alone lead to', async (name, title) => {
  const { mode } = await makeTestbed(MODE_NAMES.find((known) => known === name) ?? MODE_NAMES[0])
  expect([wordsOf(mode).title, wordsFrom(mode.facts).title]).toEqual([title, title])
})

test.each(MODE_NAMES)('%s would read well without words of its own', async (name) => {
  const { mode } = await makeTestbed(name)
  const [own, bare] = [wordsOf(mode), wordsFrom(mode.facts)]
  for (const sentence of sentences(bare)) expect(sentence).toMatch(/^[A-Z][^{}]*\.$/)
  expect([bare.travels, bare.check].join()).not.toMatch(/undefined|[A-Z]\w*\.$/)
  expect(bare.beats.map(({ moves }) => moves)).toEqual(own.beats.map(({ moves }) => moves))
  expect(bare.beats.map(({ holds }) => Object.keys(holds).sort())).toEqual(own.beats.map(({ holds }) => Object.keys(holds).sort()))
})

test.each(MODE_NAMES)('%s with a revocation list says so, and otherwise the same', async (name) => {
  const [none, list] = await Promise.all((['none', 'list'] as const).map(async (revocation) => wordsOf((await makeTestbed(name, { revocation })).mode)))
  const listed = none?.check !== list?.check
  expect(listed).toBe((await makeTestbed(name)).mode.facts.revocation !== 'now')
  const [work] = String(none?.check).split(/[,;]/)
  const beats = list?.beats.map((beat) => (beat.name === 'verify' ? { ...none?.beats[3], says: beat.says, moves: beat.moves } : beat))
  expect(list).toEqual(listed ? { ...none, check: `${String(work)}, then read the revocation list`, ends: list?.ends, beats } : none)
  if (listed) expect(list?.beats[3]).toMatchObject({ moves: expect.arrayContaining([{ from: 'server', to: 'store', what: 'on the list?' }]) as unknown, says: expect.not.stringContaining('asks nobody') as unknown })
})
