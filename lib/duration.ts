const UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const

/** A length of time in words, rounded up. Takes ms. */
export function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  // Exact where it can be, and never less than it is.
  const [size, unit] = UNITS.find(([size]) => seconds >= size * 2 || (seconds >= size && seconds % size === 0)) ?? [1, 'second']
  if (seconds <= 0) return 'no time'
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long', useGrouping: false }).format(Math.ceil(seconds / size))
}
