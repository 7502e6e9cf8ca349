// None of them close to the three places' hues, which mean something else.
const INKS = [
  'text-rose-700 dark:text-rose-300',
  'text-violet-700 dark:text-violet-300',
  'text-stone-600 dark:text-stone-300',
  'text-fuchsia-800 dark:text-fuchsia-300',
] as const

/** The colour of a credential's n-th part, the same wherever that part is shown. */
export function partInk(index: number): string {
  return INKS[index % INKS.length] ?? INKS[0]
}
