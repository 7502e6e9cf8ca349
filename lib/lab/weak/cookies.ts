import type { Defences } from '../defences'

/** WEAK. Takes from a Set-Cookie line the attributes that an experiment wants to do without. */
export function looseCookie(line: string, on: Defences): string {
  const parts = line.split('; ').filter((part) => (on.has('http-only') || part !== 'HttpOnly') && (on.has('same-site') || !part.startsWith('SameSite=')))
  // A browser takes an absent SameSite for Lax; only None is none.
  return [...parts, ...(on.has('same-site') ? [] : ['SameSite=None'])].join('; ')
}
