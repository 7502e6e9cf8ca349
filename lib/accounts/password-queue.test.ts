import { expect, test } from 'vitest'
import { passwordQueue } from './password-queue'

const stays = () => false
const busy = expect.objectContaining({ code: 'busy', extra: { headers: { 'retry-after': '3' } } }) as unknown

/** Lets what was promised happen. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

/** A queue, and who has begun in it so far. */
function queueOf(atOnce: number, mostWaiting: number) {
  const { enter } = passwordQueue({ atOnce, mostWaiting })
  const told: [name: string, began: boolean][] = []
  return {
    told,
    enter(name: string, gone = stays) {
      const turn = enter(gone)
      void turn.comes.then((began) => told.push([name, began]))
      return turn
    },
  }
}

test('so many begin at once, and each that is over lets the next begin, in order', async () => {
  const { enter, told } = queueOf(2, 10)
  const [a, b, c] = ['a', 'b', 'c', 'd'].map((name) => enter(name))
  await settled()
  expect(told.map(([name]) => name)).toEqual(['a', 'b'])
  b?.over()
  b?.over()
  await settled()
  expect(told.map(([name]) => name)).toEqual(['a', 'b', 'c'])
  a?.over()
  c?.over()
  await settled()
  expect(told).toEqual([['a', true], ['b', true], ['c', true], ['d', true]])
})

test('whoever would wait too long is told to come again', () => {
  const { enter } = queueOf(1, 2)
  const first = enter('a')
  enter('b')
  const third = enter('c')
  expect(() => enter('d')).toThrow(busy)
  third.over()
  enter('e')
  expect(() => enter('f')).toThrow(busy)
  first.over()
  enter('g')
})

test('work whose client has left is not begun, and keeps no place', async () => {
  const left = new Set<string>()
  const { enter, told } = queueOf(1, 3)
  const first = enter('a')
  for (const name of ['b', 'c', 'd']) enter(name, () => left.has(name))
  left.add('b')
  left.add('c')
  // There was no room for this one until those who left were looked for.
  enter('e')
  await settled()
  expect(told).toEqual([['a', true], ['b', false], ['c', false]])
  left.add('d')
  first.over()
  await settled()
  expect(told.slice(3)).toEqual([['d', false], ['e', true]])
})
