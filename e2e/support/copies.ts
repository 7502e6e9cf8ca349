import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { INNER_PORT } from './servers'

/** A program in a copy of this project; throws, with what it wrote, when it does not end well. */
export async function callIn(root: string, ...args: readonly string[]): Promise<void> {
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1', AUTH_SECRET: '' }
  await promisify(execFile)(process.execPath, args, { cwd: root, env, maxBuffer: 10_000_000 })
}

/** A production build of a copy of this project, as `npm run build` makes it. */
export async function buildIn(root: string): Promise<void> {
  await callIn(root, 'node_modules/next/dist/bin/next', 'build')
  await callIn(root, 'scripts/brotli.mjs')
}

/** A run of a copy's own journeys, which begins as `npm run e2e` would there; what it wrote, once it is over. */
export async function runJourneysIn(root: string, options: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  // What Playwright tells the worker that this is.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(TEST|PLAYWRIGHT|PW|PWTEST|STATESIDE_E2E)_/.test(name))
  const env = { ...Object.fromEntries(inherited), NODE_ENV: process.env.NODE_ENV, E2E_PORT: String(INNER_PORT), FORCE_COLOR: '0' }
  const child = spawn(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', '--workers=1', '--reporter=dot', ...options], { cwd: root, env })
  const stop = () => void child.kill()
  process.once('exit', stop)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  process.off('exit', stop)
  return { code, output }
}
