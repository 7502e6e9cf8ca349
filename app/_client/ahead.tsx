import type { Foreseen } from '@/lib/auth/registry'

/** A length of time in words, rounded up. Takes ms. */
export function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  for (const [size, unit] of [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const) {
    // Exact where it can be, and never less than it is.
    if (seconds >= size * 2 || (seconds >= size && seconds % size === 0)) {
      const n = Math.ceil(seconds / size)
      return `${String(n)} ${unit}${n === 1 ? '' : 's'}`
    }
  }
  return 'no time'
}

/** When something takes effect that has not been done yet, as this server's mode says. */
export function Ahead({ of }: { readonly of: Foreseen }) {
  return of.takesEffect === 'now' ? (
    <p>It takes effect at the next request.</p>
  ) : (
    <p>
      It takes up to {inWords(of.inMs)} until nothing is accepted any more. {of.why}
    </p>
  )
}
