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

/** How long ago something was: "just now", "5 minutes ago", and of what lies ahead "in 5 minutes". Takes ms. */
export function sinceInWords(ms: number): string {
  if (ms < 0) return `in ${inWords(-ms)}`
  const seconds = Math.floor(ms / 1000)
  const [size, unit] = UNITS.find(([size]) => seconds >= size) ?? [1, 'second']
  return seconds < 5 ? 'just now' : new Intl.RelativeTimeFormat('en').format(-Math.floor(seconds / size), unit)
}
