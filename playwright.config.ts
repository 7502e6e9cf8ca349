import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { MODE_NAMES } from '@/lib/auth/modes'
import { START } from './e2e/support/server'
import { SERVERS } from './e2e/support/servers'
import type { ModeOption } from './e2e/support/test'
import { locateBrowser } from './scripts/browser.mjs'

if (!existsSync(fileURLToPath(new URL('.next/BUILD_ID', import.meta.url)))) {
  throw new Error('There is no production build to test. Make one with: npm run build')
}

const { executablePath } = locateBrowser() ?? {}
// Workers load this file too, and need not search again.
if (executablePath) process.env['CHROMIUM_PATH'] = executablePath

export default defineConfig<ModeOption>({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  globalTimeout: 45 * 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: 'retain-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
    },
  },
  projects: [
    ...MODE_NAMES.map((mode) => ({ name: mode, testMatch: 'contract/**/*.spec.ts', use: { mode } })),
    { name: 'modes', testMatch: 'modes/**/*.spec.ts' },
    { name: 'lab', testMatch: 'lab/**/*.spec.ts' },
    { name: 'a11y', testMatch: 'a11y.spec.ts' },
  ],
  // One build, one server per mode. Every server starts with an empty database of its own.
  webServer: Object.values(SERVERS).map(({ mode, port, origin, env }) => ({
    name: mode,
    command: `node ${START} -p ${String(port)}`,
    url: `${origin}/api/health`,
    env: { ...env },
    reuseExistingServer: false,
    timeout: 60_000,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 5_000 },
  })),
})
