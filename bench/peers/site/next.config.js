// @ts-check
import { parse } from 'node:path'

/** @type {import('next').NextConfig} */
export default {
  // Dependencies are found through a link to them.
  turbopack: { root: parse(process.cwd()).root },
  serverExternalPackages: ['better-sqlite3'],
  // Checked with the rest of the bench.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
}
