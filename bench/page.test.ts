import { expect, test } from 'vitest'
import type { Machine } from './machine'
import { once, ratio, spread } from './measure'
import { json, page, type Part } from './page'
import { REASONS } from './reasons'
import type { Goal } from './report'

const MACHINE: Machine = { date: '2026-01-01T00:00:00.000Z', processor: 'one', cores: 2, memory: '4 GiB', system: 'linux', load: [0, 0, 0], versions: { node: '20' } }
const goal = (kind: string, what: string, reached: number): Goal => ({ kind, what, bound: 'at most', limit: 1.5, unit: '×', ...once(reached) })

function part(goals: readonly Goal[]): Part {
  return { title: 'A part', how: 'How it is measured.', text: 'Its table.', goals, figures: [{ part: 'in process', name: 'jwt, seen before', unit: 'µs', ...spread([3, 4, 5]) }] }
}

test('the page says of each goal whether it was reached, and counts them', () => {
  const text = page(MACHINE, [part([goal('list', 'this', 1.2), goal('list', 'that', 1.7)])], 3)
  expect(text).toMatch(/\| this +\| ≤ 1\.50 × +\| +1\.20 × .*\| reached/)
  expect(text).toMatch(/\| that +\| ≤ 1\.50 × +\| +1\.70 × .*\| MISSED/)
  expect(text).toContain('1 of 2 goals reached.')
})

test('it gives the reason for what was missed, with the figures of the run, and for nothing else', () => {
  const text = page(MACHINE, [part([goal('list', 'that', 1.7), goal('growth', 'this', 1.2)])], 3)
  expect(text).toContain('- **that.** The list is asked at every check')
  expect(text).toContain('4 µs without it')
  expect(text).not.toContain('**this.**')
  expect(page(MACHINE, [part([goal('list', 'that', 1.2)])], 3)).not.toContain('missed')
})

test('the JSON has every figure with its n, unrounded', () => {
  const written = JSON.parse(json(MACHINE, [part([goal('list', 'that', 1.7)])])) as { goals: unknown[]; figures: unknown[] }
  expect(written.goals).toEqual([expect.objectContaining({ what: 'that', median: 1.7, n: 1, reached: false })])
  expect(written.figures).toEqual([{ part: 'in process', name: 'jwt, seen before', unit: 'µs', median: 4, low: 3.5, high: 4.5, n: 3 }])
})

test('no reason breaks where a figure was not measured', () => {
  for (const reason of Object.values(REASONS)) expect(reason(() => 'not measured')).toContain('not measured')
})

test('a ratio is formed within each round', () => {
  expect(ratio([10, 20, 30], [10, 10, 10])).toEqual({ median: 2, low: 1.5, high: 2.5, n: 3 })
})
