import { cookiePairs } from '@/lib/auth/credentials/cookies'

/** Where in the browser one testbed keeps what it keeps, apart from every other testbed and from the application itself. */
export interface CookieScope {
  /** Of its address, without a slash at the end; also the Path of its cookies. */
  readonly path: string
  /** In front of its cookies' names, and of its keys in localStorage. */
  readonly prefix: string
  /** How long the browser may keep anything, in s. */
  readonly maxAge: number
}

/** The request's cookies as the testbed's site knows them. Those of anybody else are not its business. */
export function toSite(header: string | null, { prefix }: CookieScope): string | null {
  const own = cookiePairs(header).filter(([name]) => name.startsWith(prefix))
  return own.length === 0 ? null : own.map(([name, value]) => `${name.slice(prefix.length)}=${value}`).join('; ')
}

/** A Set-Cookie line of the testbed's site, as the browser gets it. */
export function toBrowser(line: string, { path, prefix, maxAge }: CookieScope): string {
  const parts = line.split('; ').map((part) => {
    if (part === 'Path=/') return `Path=${path}`
    const age = /^Max-Age=(\d+)$/.exec(part)?.[1]
    return age === undefined ? part : `Max-Age=${String(Math.min(Number(age), maxAge))}`
  })
  // Browsers drop SameSite=None without Secure, and take loopback for secure.
  const secure = parts.includes('SameSite=None') && !parts.includes('Secure') ? ['Secure'] : []
  return prefix + [...parts, ...secure].join('; ')
}
