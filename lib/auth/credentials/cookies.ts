import type { Carrier } from './carrier'
import type { CookieAttributes } from '../contract'

/** What browsers keep of one cookie, name and value together; RFC 6265 section 6.1. */
export const COOKIE_LIMIT_BYTES = 4096

/** How every credential cookie is set; `maxAge` in s. */
export function credentialAttributes(secure: boolean, maxAge: number): CookieAttributes {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge }
}

/**
 * The one way in which a credential travels by cookie. `__Host-` makes browsers refuse the cookie unless it is Secure,
 * has no Domain and covers the whole host, so that no sibling subdomain can plant one.
 */
export function credentialCookie(base: `stateside-${string}`, secure: boolean): Carrier {
  const name = secure ? `__Host-${base}` : base
  return {
    name,
    facts: { carrier: 'cookie', credentialName: name, cookies: [name], rscCanRead: true, readableByScript: false, crossSite: 'origin-check' },
    // Rounded up, so that the browser never drops a cookie that the server would still accept.
    give(value, lifeMs) {
      const bytes = name.length + 1 + value.length
      if (bytes > COOKIE_LIMIT_BYTES) throw new RangeError(`the cookie ${name} would be ${String(bytes)} bytes long`)
      return { kind: 'set-cookie', name, value, attributes: credentialAttributes(secure, Math.max(0, Math.ceil(lifeMs / 1000))) }
    },
    drop(req) {
      return req.cookies(name).length > 0 ? [{ kind: 'clear-cookie', name, attributes: credentialAttributes(secure, 0) }] : []
    },
    read(req) {
      const [value, second] = req.cookies(name)
      if (value === undefined) return { reason: 'missing' }
      if (second !== undefined || value === '' || value.length > COOKIE_LIMIT_BYTES) return { reason: 'malformed' }
      return { value }
    },
  }
}

/**
 * Every `name=value` pair of a Cookie header, in order; RFC 6265 section 5.4. Values stay as sent: no credential of ours
 * needs an escape, so whatever holds one is not ours.
 */
export function cookiePairs(header: string | null): readonly (readonly [name: string, value: string])[] {
  if (header === null) return []
  return header.split(';').flatMap((part) => {
    const at = part.indexOf('=')
    return at < 0 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()] as const]
  })
}
