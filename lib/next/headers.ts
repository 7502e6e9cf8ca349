import { env } from '@/lib/env'

/** For pages: scripts and styles run only with this response's nonce. */
export function pagePolicy(nonce: string): string {
  const { production, secure } = env()
  return [
    "default-src 'self'",
    // React's development build needs eval for its stack traces.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${production ? '' : " 'unsafe-eval'"}`,
    // Next's development server injects styles without a nonce.
    `style-src 'self' ${production ? `'nonce-${nonce}'` : "'unsafe-inline'"}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${production ? '' : ' ws:'}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}
