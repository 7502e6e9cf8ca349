/** Something that can be found. */
export interface Found {
  readonly href: string
  readonly title: string
  readonly kind: string
  /** Further words by which it is found. */
  readonly words: string
}

/** How many are shown. */
const MOST = 20

const wordsIn = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean)

/** Those that have every word asked for, or one that begins with it: in the title before elsewhere, whole words, and how a title begins, before other beginnings. */
export function match<T extends Found>(entries: readonly T[], asked: string): readonly T[] {
  const wanted = wordsIn(asked)
  if (wanted.length === 0) return []
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.entry.title.length - b.entry.title.length)
    .slice(0, MOST)
    .map(({ entry }) => entry)
}

function scoreOf({ title, words }: Found, wanted: readonly string[]): number {
  const [inTitle, elsewhere] = [wordsIn(title), wordsIn(words)]
  const scores = wanted.map((word) => {
    if (inTitle.includes(word) || inTitle[0]?.startsWith(word)) return 8
    if (inTitle.some((one) => one.startsWith(word))) return 4
    if (elsewhere.includes(word)) return 2
    return elsewhere.some((one) => one.startsWith(word)) ? 1 : 0
  })
  return scores.includes(0) ? 0 : scores.reduce<number>((sum, score) => sum + score, 0)
}
