import type { Defences } from '../defences'

/** WEAK. Takes from a Set-Cookie line the attributes that an experiment wants to do without. */
export function looseCookie(line: string, on: Defences): string {
  const dropped = [...(on.has('http-only') ? [] : ['HttpOnly']), ...(on.has('same-site') ? [] : ['SameSite=Lax'])]
  const parts = line.split('; ').filter((part) => !dropped.includes(part))
  // A browser takes an absent SameSite for Lax; only None is none.
  return [...parts, ...(on.has('same-site') ? [] : ['SameSite=None'])].join('; ')
}
