// @ts-check

/** Headers of whatever this server answers, however it is deployed. In JavaScript, because next.config.js fixes them at build time. */
export const EVERY_ANSWER = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
}

/** And of files besides, which nobody should render as a page. */
export const EVERY_FILE = { 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'" }
