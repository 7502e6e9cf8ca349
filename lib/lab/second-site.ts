/**
 * The origin under which a browser reaches this very server as another site; null where there is none. Browsers tell
 * localhost and 127.0.0.1 apart as they do any two sites, and take both for secure contexts.
 */
export function secondSite(appUrl: string): string | null {
  const { protocol, hostname, port } = new URL(appUrl)
  if (protocol !== 'http:' || !['localhost', '127.0.0.1'].includes(hostname)) return null
  return `http://${hostname === 'localhost' ? '127.0.0.1' : 'localhost'}${port === '' ? '' : `:${port}`}`
}
