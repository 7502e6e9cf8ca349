import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyClone } from '@/testkit/copy'
import { GONE } from './product-parts.mjs'

let folder: string
let root: string

const node = (...args: readonly string[]) => spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-product-'))
  root = copyClone(folder)
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('changes nothing where git could not give it back', () => {
  const { status, stderr } = node('scripts/product.mjs')
  expect([status, stderr]).toEqual([1, expect.stringContaining('Nothing was changed.')])
  for (const path of GONE) expect(existsSync(join(root, path)), path).toBe(true)
})

test('takes out what teaches, and no import leads there any more', { timeout: 120_000 }, () => {
  const { status, stdout, stderr } = node('scripts/product.mjs', '--force')
  expect([status, stderr, stdout]).toEqual([0, '', expect.stringContaining('The teaching parts are out')])
  for (const path of GONE) if (path !== 'app/(site)/_home') expect(existsSync(join(root, path)), path).toBe(false)

  const rooms = ['app', 'db', 'e2e', 'examples', 'lib', 'scripts', 'testkit', 'proxy.ts', 'instrumentation.ts', 'playwright.config.ts']
  const checked = node('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ...rooms)
  expect(checked.status, checked.stdout + checked.stderr).toBe(0)
  expect(readFileSync(join(root, 'package.json'), 'utf8')).not.toMatch(/scripts\/(lab|record|product)|"tough-cookie"/)
})

test('no page leads to one that is gone, nor has the documentation a word for it', () => {
  const files = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' }).filter((name) => /[.]tsx?$/.test(name))
  expect(files.length).toBeGreaterThan(100)
  for (const file of [...files.map((name) => join('app', name)), 'README.md', '.env.example']) {
    const text = readFileSync(join(root, file), 'utf8')
    expect(text, file).not.toMatch(/['"`(]\/(lab|compare|playground|docs\/(source|glossary|[$]))|\b(lab|comparison) (is|shows|runs)\b/i)
  }
})
