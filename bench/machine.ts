import { readFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os'

const PACKAGES = ['next', 'react', 'next-auth', 'authjs', 'better-auth', 'iron-session', 'jose', 'better-sqlite3', 'drizzle-orm', 'lru-cache']

export interface Machine {
  readonly date: string
  readonly processor: string
  readonly cores: number
  readonly memory: string
  readonly system: string
  /** Over 1, 5 and 15 minutes before the run. */
  readonly load: readonly number[]
  readonly versions: Readonly<Record<string, string>>
}

/** What the figures were measured on. */
export function machine(): Machine {
  const cores = cpus()
  return {
    date: new Date().toISOString(),
    processor: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    system: `${platform()} ${release()} ${arch()}`,
    load: loadavg().map((load) => Math.round(load * 100) / 100),
    versions: { node: process.versions.node, ...Object.fromEntries(PACKAGES.map((name) => [name, version(name)])) },
  }
}

/** Of the bench's own packages first, as they are found. */
function version(name: string): string {
  for (const folder of ['bench/node_modules', 'node_modules']) {
    try {
      return (JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8')) as { version: string }).version
    } catch {
      continue
    }
  }
  return 'not installed'
}
