import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { EXPERIMENT_IDS, type Result } from '@/lib/lab/experiment'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

function lab(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/lab.ts', ...args], { cwd: ROOT, encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('one experiment is run alone, and says for how long each mode let somebody in', () => {
  const { status, stdout } = lab('--only', 'disabled-account')
  expect(status).toBe(0)
  expect(EXPERIMENT_IDS.filter((id) => stdout.includes(id))).toEqual(['disabled-account'])
  expect(stdout).toMatch(/none +blocked +SUCCEEDED 1 day +SUCCEEDED 1 day +SUCCEEDED 1 hour +SUCCEEDED 5 minutes/)
  expect(stdout).toMatch(/list +blocked +blocked +blocked +blocked +blocked/)
})

test('as data', () => {
  const { results } = JSON.parse(lab('--json', '--only=cookie-size').stdout) as { results: Result[] }
  expect(new Set(results.map(({ id }) => id))).toEqual(new Set(['cookie-size']))
  expect(results.map(({ letInSeconds }) => letInSeconds)).toEqual(results.map(() => 0))
})

test.each([
  [['--only', 'made-up'], 'There is no experiment "made-up". There are: replay-after-sign-out'],
  [['--only', ''], 'There is no experiment ""'],
  [['--only'], '--only'],
  [['--onyl', 'stale-role'], '--onyl'],
  [['stale-role'], 'stale-role'],
])('what it does not know it says, and runs nothing: %j', (args, says) => {
  const { status, stdout, stderr } = lab(...args)
  expect(status).toBe(2)
  expect(stderr).toContain(says)
  expect(stdout).toBe('')
})
