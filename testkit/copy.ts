import { cpSync, existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const COPIED = ['app', 'db', 'lib', 'public', 'scripts', 'testkit', 'instrumentation.ts', 'next.config.js', 'package.json', 'postcss.config.mjs', 'proxy.ts', 'tsconfig.json']

/** next.config.js as it is, but that dependencies are found through the link to them. */
const CONFIG_FILE = `import { parse } from 'node:path'
import base from './base.config.js'

export default (phase) => ({ ...base(phase), turbopack: { root: parse(process.cwd()).root }, typescript: { ignoreBuildErrors: true } })
`

const isNoTest = (path: string) => !/\.(test|conformance)\.tsx?$/.test(basename(path))

/** A copy of this project in a folder within `folder`, with these files more, or other, by their path; what it answers is where. */
export function copyProject(folder: string, files: Readonly<Record<string, string>>): string {
  const from = process.cwd()
  const copy = join(folder, 'copy')
  for (const name of COPIED) {
    const source = join(from, name)
    if (existsSync(source)) cpSync(source, join(copy, name), { recursive: true, filter: isNoTest })
  }
  symlinkSync(join(from, 'node_modules'), join(copy, 'node_modules'), 'junction')
  buildsByLink(copy)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    writeFileSync(join(copy, path), text)
  }
  return copy
}

/** What a clone does not have. */
const MADE_HERE = /^(node_modules|[.]git|[.]next|[.]next-dev|data|test-results|playwright-report|coverage|next-env[.]d[.]ts|.*[.]tsbuildinfo|[.]env(?!.example$).*)$/

/** A copy of all of this project as a clone has it, with a link to its dependencies, in a folder within `folder`; what it answers is where. */
export function copyClone(folder: string): string {
  const [from, copy] = [process.cwd(), join(folder, 'clone')]
  cpSync(from, copy, { recursive: true, filter: (path) => path === from || !MADE_HERE.test(basename(path)) })
  symlinkSync(join(from, 'node_modules'), join(copy, 'node_modules'), 'junction')
  return copy
}

/** Makes a copy buildable although its dependencies are behind a link. */
export function buildsByLink(copy: string): void {
  renameSync(join(copy, 'next.config.js'), join(copy, 'base.config.js'))
  writeFileSync(join(copy, 'next.config.js'), CONFIG_FILE)
}
