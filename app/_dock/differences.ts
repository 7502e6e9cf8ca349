/** A name, and what one request says under it; null for nothing. */
export type Line = readonly [name: string, text: string | null]

export interface Compared {
  readonly name: string
  readonly before: string | null
  readonly after: string | null
  readonly differs: boolean
}

/** What two requests say, name by name: the names of the first in their order, then those that only the second has. */
export function differences(before: readonly Line[], after: readonly Line[]): readonly Compared[] {
  const [first, second] = [gathered(before), gathered(after)]
  return [...new Set([...first.keys(), ...second.keys()])].map((name) => {
    const one = first.get(name) ?? null
    const other = second.get(name) ?? null
    return { name, before: one, after: other, differs: one !== other }
  })
}

/** Under a name that comes more than once, all that it said. */
function gathered(lines: readonly Line[]): ReadonlyMap<string, string | null> {
  const all = new Map<string, string | null>()
  for (const [name, text] of lines) {
    const earlier = all.get(name)
    all.set(name, earlier == null ? text : text === null ? earlier : `${earlier}\n${text}`)
  }
  return all
}
