import { expect, test } from 'vitest'
import type { WireEntry } from '@/lib/xray/wire-log'
import { fold } from './fold'

const entry = (id: number, path: string, status = 200) => ({ id, method: 'GET', path, status }) as WireEntry

test('folds checks in a row that were answered alike, and nothing else', () => {
  const entries = [entry(7, '/api/me'), entry(6, '/api/me'), entry(5, '/api/me', 401), entry(4, '/dashboard'), entry(3, '/dashboard'), entry(2, '/api/me', 401)]
  expect(fold(entries).map(({ entry: { id }, times }) => [id, times])).toEqual([
    [7, 2],
    [5, 1],
    [4, 1],
    [3, 1],
    [2, 1],
  ])
})
