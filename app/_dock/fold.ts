import type { WireEntry } from '@/lib/xray/wire-log'

export interface Folded {
  /** The newest of them. */
  readonly entry: WireEntry
  readonly times: number
}

/** Tabs check by themselves who is signed in. Such checks in a row, with the same answer, are one line. */
export function fold(entries: readonly WireEntry[]): readonly Folded[] {
  const folded: Folded[] = []
  for (const entry of entries) {
    const before = folded.at(-1)
    if (before && isCheck(entry) && isCheck(before.entry) && before.entry.status === entry.status) folded[folded.length - 1] = { ...before, times: before.times + 1 }
    else folded.push({ entry, times: 1 })
  }
  return folded
}

const isCheck = ({ method, path }: WireEntry) => method === 'GET' && path === '/api/me'
