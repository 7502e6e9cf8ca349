// @ts-check
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js'
import { EVERY_ANSWER, EVERY_FILE } from './lib/http/every-answer.js'

/** @param {Readonly<Record<string, string>>} headers */
const listed = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }))

/**
 * Only headers that hold for every deployment stand here, because Next fixes these at build time.
 * What depends on APP_URL (HSTS) or on the response (the CSP nonce) is set by the proxy and by the API wrapper.
 * @type {import('next').NextConfig}
 */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The last two are lists of a megabyte, which each entry of the server would hold a copy of.
  serverExternalPackages: ['better-sqlite3', '@node-rs/argon2', '@zxcvbn-ts/core', '@zxcvbn-ts/language-common'],
  // No page has a remote image, and the optimiser makes requests of its own.
  images: { unoptimized: true },
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers: listed(EVERY_ANSWER) },
      // Files, which the proxy leaves out.
      { source: '/(_next/.*|icon\\.svg|apple-icon|opengraph-image)', headers: listed(EVERY_FILE) },
    ]),
}

/**
 * Each mode has a build folder of its own, so that two run side by side and none finds what Next kept of another. Next serves
 * its scripts to pages of localhost, and of whatever host APP_URL names.
 * @returns {import('next').NextConfig}
 */
function development() {
  const { AUTH_MODE = '', APP_URL = '' } = process.env
  return {
    ...config,
    distDir: `.next-dev/${/^[\w-]+$/.test(AUTH_MODE) ? AUTH_MODE : 'database'}`,
    allowedDevOrigins: URL.canParse(APP_URL) ? [new URL(APP_URL).hostname] : [],
  }
}

/** @param {string} phase */
export default function configure(phase) {
  return phase === PHASE_DEVELOPMENT_SERVER ? development() : config
}
