// @ts-check
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from './browser.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const folder = mkdtempSync(join(tmpdir(), 'stateside-test-'))
/** @type {Record<string, string | undefined>} */
const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
// Each step decides for itself between development, test and production.
delete environment['NODE_ENV']

/**
 * @param {string} script
 * @param {string[]} [args]
 * @param {Record<string, string>} [env]
 * @returns {Promise<boolean>} whether it ended well
 */
function npmRun(script, args = [], env = {}) {
  console.log(`\n== ${script}`)
  const dashes = args.length > 0 ? ['--'] : []
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script, ...dashes, ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      // Next's types want a NODE_ENV, which is just what must not be passed on.
      env: /** @type {any} */ ({ ...environment, ...env }),
      shell: process.platform === 'win32',
    })
    child.once('error', (error) => {
      console.error(error.message)
      resolve(false)
    })
    child.once('close', (code) => resolve(code === 0))
  })
}

/** @param {boolean} ok @returns {Count} */
const one = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })

/**
 * A step that ended badly never counts as clean, whatever its report says: a hook, an import or the process may have failed.
 * @param {boolean} ok
 * @param {Count | null} count
 * @returns {Count}
 */
function honest(ok, count) {
  if (!count) return one(false)
  const silent = !ok && count.failed === 0
  return silent ? { ...count, failed: 1 } : count
}

/** @param {string} file */
function report(file) {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  } catch {
    return null
  }
}

/** @returns {Promise<Count>} */
async function unit() {
  const file = join(folder, 'unit.json')
  const ok = await npmRun('unit', ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  const result = report(file)
  if (!result) return honest(ok, null)
  // A file that could not be loaded has no tests to its name.
  const broken = result.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ { status, assertionResults }) =>
      status === 'failed' && assertionResults.length === 0,
  ).length
  return honest(ok, {
    passed: result.numPassedTests,
    failed: result.numFailedTests + broken,
    skipped: result.numPendingTests + result.numTodoTests,
  })
}

/** @returns {Promise<Count>} */
async function journeys() {
  try {
    await findBrowser()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return one(false)
  }
  const file = join(folder, 'journeys.json')
  const ok = await npmRun('e2e', ['--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: file })
  const stats = report(file)?.stats
  // A test that needed a second try has failed.
  return honest(ok, stats ? { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped } : null)
}

const total = { passed: 0, failed: 0, skipped: 0 }

/** @param {Count} count */
function add({ passed, failed, skipped }) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

// Types first: this writes the files without which the linter cannot know Next's types.
add(one(await npmRun('types')))
add(one(await npmRun('lint')))
add(await unit())
// No page may need a secret while it is built, also where a developer's .env.local has one.
const built = await npmRun('build', [], { AUTH_SECRET: '' })
add(one(built))
if (built) {
  add(await journeys())
} else {
  console.error('Without a build there is nothing to journey through: the journeys count as one failure.')
  add(one(false))
}

rmSync(folder, { recursive: true, force: true })
process.exitCode = total.failed > 0 ? 1 : 0
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
