// @ts-check
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GONE, LINES, UNUSED, WORDS } from './product-parts.mjs'

/**
 * Takes out of a clone what is there to teach, and leaves an application to start a product from: `npm run product`. Everything
 * is checked before anything is written, so that it happens whole or not at all. It takes itself out too.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Whole files that stand where others stood. */
const REPLACEMENTS = 'product'

/** @param {string} path */
const at = (path) => join(ROOT, path)

/** @type {string[]} */
const wrong = []
/** What is to be written, by file. @type {Map<string, string>} */
const texts = new Map()

/** @param {string} file @returns {string} its text, as it will be */
function textOf(file) {
  const known = texts.get(file)
  if (known !== undefined) return known
  if (existsSync(at(file))) return readFileSync(at(file), 'utf8')
  wrong.push(`${file} is not there`)
  return ''
}

/** @param {string} file @param {string | [string, string]} entry */
function dropLines(file, entry) {
  const [first, last] = typeof entry === 'string' ? [entry, entry] : entry
  const lines = textOf(file).split('\n')
  const starts = lines.flatMap((line, i) => (line.includes(first) ? [i] : []))
  const [start] = starts
  const end = start === undefined ? -1 : typeof entry === 'string' ? start : lines.findIndex((line, i) => i >= start && line.trimStart().startsWith(last))
  if (start === undefined || starts.length > 1 || end < 0) {
    wrong.push(`${file} has not exactly one line with: ${first}`)
    return
  }
  // Of the two empty lines around a block, one stays.
  const gap = lines[start - 1] === '' && lines[end + 1] === '' ? 1 : 0
  lines.splice(start, end - start + 1 + gap)
  texts.set(file, lines.join('\n'))
}

/** @param {string} file @param {string} text @param {string} instead */
function replaceText(file, text, instead) {
  const before = textOf(file)
  if (before.includes(text)) texts.set(file, before.replaceAll(text, () => instead))
  else wrong.push(`${file} has nowhere: ${text}`)
}

function dropFromPackage() {
  const json = JSON.parse(textOf('package.json'))
  for (const [part, names] of Object.entries(UNUSED)) {
    for (const name of names) {
      if (json[part][name] === undefined) wrong.push(`package.json has no ${name} among its ${part}`)
      delete json[part][name]
    }
  }
  texts.set('package.json', `${JSON.stringify(json, null, 2)}\n`)
}

/** Why this must not be done here and now; null where it may. */
function reasonAgainst() {
  if (process.argv.includes('--force')) return null
  const { status, stdout } = spawnSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' })
  if (status !== 0) return 'This is no git repository, so nothing that is deleted could be had back.'
  return stdout === '' ? null : 'There are changes that are not committed. Commit them first, so that this can be undone.'
}

/** @param {readonly string[]} reasons */
function refuse(reasons) {
  console.error(`Nothing was changed.\n${reasons.join('\n')}`)
  process.exit(1)
}

const reason = reasonAgainst()
if (reason) refuse([reason, 'To do it all the same: npm run product -- --force'])

for (const path of [...GONE, REPLACEMENTS]) if (!existsSync(at(path))) wrong.push(`${path} is not there`)
for (const [file, lines] of Object.entries(LINES)) for (const entry of lines) dropLines(file, entry)
for (const [file, text, instead] of WORDS) replaceText(file, text, instead)
dropFromPackage()
if (wrong.length > 0) refuse(wrong)

for (const [file, text] of texts) writeFileSync(at(file), text)
for (const path of GONE) if (path !== REPLACEMENTS) rmSync(at(path), { recursive: true })
cpSync(at(REPLACEMENTS), ROOT, { recursive: true })
rmSync(at(REPLACEMENTS), { recursive: true })

console.log(`The teaching parts are out: ${GONE.length} files and folders are gone, ${texts.size} files no longer name them.
Left: sign-in, sign-up, account, sessions, sign-out, administration and the API. README.md is the product's now.
Next:
  npm install        takes what nothing uses any more out of package-lock.json
  npm test           everything that is left still holds
  git grep -n Stateside    finds the name, which is yours to change
To undo it: git checkout . && git clean -d --force app`)
