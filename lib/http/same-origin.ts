/** What a browser says about where an unsafe request came from, and what came along. */
export interface Provenance {
  readonly secFetchSite: string | null
  readonly origin: string | null
  /** Whether any cookie of ours came along, valid or not. */
  readonly ourCookie: boolean
}

/**
 * Whether an unsafe request may be served. Fetch metadata decides; where a browser sends none, the exact Origin does;
 * where both are absent there is no browser, and then nothing ambient may come along. ASVS 3.5.1 to 3.5.3.
 */
export function isSameOrigin({ secFetchSite, origin, ourCookie }: Provenance, appUrl: string): boolean {
  if (secFetchSite !== null) return secFetchSite === 'same-origin' && (origin === null || origin === appUrl)
  if (origin !== null) return origin === appUrl
  return !ourCookie
}

/**
 * A path on our own origin to go to, or the fallback. Resolves as a browser would, because a browser drops tabs and
 * newlines, reads "\" as "/", and takes "//host" for another origin, also after it has removed a "/." in front.
 */
export function safePath(target: string | null | undefined, appUrl: string, fallback = '/dashboard'): string {
  if (!target?.startsWith('/') || target.length > 2048 || !URL.canParse(target, appUrl)) return fallback
  const url = new URL(target, appUrl)
  if (url.origin !== appUrl || url.pathname.startsWith('//')) return fallback
  return url.pathname + url.search + url.hash
}
