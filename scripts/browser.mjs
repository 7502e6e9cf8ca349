// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { argv, platform } from 'node:process'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'

const NAMES = ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser']

/** @typedef {{ executablePath?: string }} Browser Empty for the browser that Playwright itself downloaded. */

/** @returns {string[]} where a Chromium that somebody installed would be */
function installedPaths() {
  if (platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
      const folder = process.env[name]
      return folder ? [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'), join(folder, 'Chromium', 'Application', 'chrome.exe')] : []
    })
  }
  if (platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/opt/homebrew/bin/chromium',
    ]
  }
  return ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'].flatMap((folder) => [
    ...NAMES.map((name) => join(folder, name)),
    ...(folder.startsWith('/opt') ? [join(folder, 'chrome')] : []),
  ])
}

/**
 * Ubuntu's chromium-browser may be a script that only says how to install a snap.
 * @param {string} path
 */
function works(path) {
  if (!existsSync(path)) return false
  // On Windows asking for the version opens a window.
  return platform === 'win32' || spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

/**
 * A browser that is already here, or null: CHROMIUM_PATH, an installed one, Playwright's own.
 * @returns {Browser | null}
 */
export function locateBrowser() {
  const wanted = process.env['CHROMIUM_PATH']
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`CHROMIUM_PATH is ${wanted}, and there is no such file.`)
    return { executablePath: wanted }
  }
  const executablePath = installedPaths().find(works)
  if (executablePath) return { executablePath }
  return existsSync(chromium.executablePath()) ? {} : null
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  console.error(`> ${command} ${args.join(' ')}`)
  // Stdout is for the path alone.
  const { status } = spawnSync(command, args, { stdio: ['ignore', 2, 2], shell: platform === 'win32', timeout: 600_000 })
  return status === 0
}

/**
 * A browser for the journeys; when none is here, it is installed.
 * @returns {Promise<Browser>}
 * @throws {Error} saying what to do
 */
export async function findBrowser() {
  const here = locateBrowser()
  if (here) return here
  run('npx', ['playwright', 'install', 'chromium'])
  const downloaded = locateBrowser()
  if (downloaded) return downloaded
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    if (run('apt-get', ['update'])) run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
    const installed = locateBrowser()
    if (installed) return installed
  }
  throw new Error(
    'No Chromium was found and none could be installed. Install Chromium or Chrome, or run `npx playwright install chromium`,' +
      ' or set CHROMIUM_PATH to the executable.',
  )
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  try {
    const { executablePath } = await findBrowser()
    console.log(`Browser: ${executablePath ?? chromium.executablePath()}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
