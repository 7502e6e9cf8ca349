import { readFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { table } from './report'

const PACKAGES = ['next', 'react', 'next-auth', 'iron-session', 'better-sqlite3', 'drizzle-orm']

/** What the figures were measured on. */
export function machine(): string {
  const cores = cpus()
  return table(
    ['machine', ''],
    [
      ['processor', cores[0]?.model.trim() ?? 'unknown'],
      ['cores', String(cores.length)],
      ['memory', `${(totalmem() / 2 ** 30).toFixed(0)} GiB`],
      ['system', `${platform()} ${release()} ${arch()}`],
      ['load before', loadavg().map((load) => load.toFixed(2)).join(', ')],
      ['Node', process.version],
      ...PACKAGES.map((name) => [name, version(name)]),
    ],
  )
}

function version(name: string): string {
  const text = readFileSync(join(process.cwd(), 'node_modules', name, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
