import { expect, test } from 'vitest'
import { Problem } from '@/lib/problem'
import type { Result } from './experiment'
import { linesOf, readLines, type Line } from './lines'
import { LAB_MODES, runExperiment } from './run'

const RESULT = { id: 'weak-secret', mode: 'jwt', outcome: 'blocked' } as Result

async function all(stream: ReadableStream<Uint8Array>): Promise<Line[]> {
  const lines: Line[] = []
  for await (const line of readLines(stream)) lines.push(line)
  return lines
}

test('a run tells how far it is, and at the end what came out', async () => {
  const lines = await all(
    linesOf((progress) => {
      progress(1, 2)
      return Promise.resolve(RESULT)
    }),
  )
  expect(lines).toEqual([{ progress: { done: 1, of: 2 } }, { result: RESULT }])
})

test('a run that does not come about says why, and of what nobody foresaw nothing', async () => {
  expect(await all(linesOf(() => Promise.reject(new Problem('lab_busy'))))).toMatchObject([{ problem: { code: 'lab_busy' } }])
  const [line] = await all(linesOf(() => Promise.reject(new TypeError('a secret detail'))))
  expect(line).toMatchObject({ problem: { code: 'internal_error' } })
  expect(JSON.stringify(line)).not.toContain('secret detail')
})

test('whoever stops listening stops the run', async () => {
  let signal: AbortSignal | undefined
  const stream = linesOf((_, given) => {
    signal = given
    return new Promise<Result>(() => undefined)
  })
  await stream.cancel()
  expect(signal?.aborted).toBe(true)
})

test('the guessing of a secret tells how many it has tried', async () => {
  const mode = LAB_MODES.find(({ name }) => name === 'jwt')!
  const lines = await all(linesOf((progress, signal) => runExperiment('weak-secret', mode, { progress, signal })))
  const told = lines.flatMap((line) => ('progress' in line ? [line.progress.done] : []))
  expect(told.length).toBeGreaterThan(3)
  expect(told.slice(0, 3)).toEqual([100, 200, 300])
  expect(lines.at(-1)).toMatchObject({ result: { outcome: 'blocked' } })
})
