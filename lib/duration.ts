const UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const

/** A length of time in words, rounded up. Takes ms. */
export function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  for (const [size, unit] of UNITS) {
    // Exact where it can be, and never less than it is.
    if (seconds >= size * 2 || (seconds >= size && seconds % size === 0)) {
      const n = Math.ceil(seconds / size)
      return `${String(n)} ${unit}${n === 1 ? '' : 's'}`
    }
  }
  return 'no time'
}
