// @ts-check
import { randomBytes } from 'node:crypto'
import { appendFileSync, chmodSync, existsSync, readFileSync } from 'node:fs'

const TARGET = '.env.local'
/** Whatever `next dev` reads. */
const FILES = ['.env.development.local', TARGET, '.env.development', '.env']

/** Set to something: `AUTH_SECRET=""` and a comment alone are nothing. */
const SET = /^[ \t]*(?:export[ \t]+)?AUTH_SECRET[ \t]*=[ \t]*(?!["'`]{2}|#)\S/m

/** @param {string} file */
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

const known = process.env['AUTH_SECRET'] || FILES.some((file) => SET.test(read(file)))

if (!known) {
  const gap = /[^\n]$/.test(read(TARGET)) ? '\n' : ''
  appendFileSync(TARGET, `${gap}AUTH_SECRET=${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  // The mode above holds for a new file only.
  chmodSync(TARGET, 0o600)
  console.log(`Wrote a random AUTH_SECRET to ${TARGET}.`)
}
