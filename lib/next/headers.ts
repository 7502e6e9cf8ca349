import { env } from '@/lib/env'

/** Two years, in s; what the HSTS preload list asks for. */
const HSTS = 'max-age=63072000; includeSubDomains'

/** Sent with whatever this application answers, where next.config.js cannot know it. */
export function transportHeaders(): Readonly<Record<string, string>> {
  return env().secure ? { 'strict-transport-security': HSTS } : {}
}

/** For answers that no browser should ever render. */
export const API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"

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
