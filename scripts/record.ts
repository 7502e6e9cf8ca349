import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { MODE_NAMES } from '@/lib/auth/modes'
import { SETTINGS, type Column } from '@/lib/compare/column'
import { measureColumn } from '@/lib/compare/measure-column'
import type { Recording } from '@/lib/compare/recording'

/** Measures every mode and writes the figures that the pages show: `npm run record`, on a machine with nothing else to do. */
const FILE = 'lib/compare/figures.json'
const PACKAGES = ['next', 'next-auth', 'iron-session', 'jose']

const versionIn = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version

const columns: Column[] = []
for (const revocation of SETTINGS) {
  for (const mode of MODE_NAMES) {
    columns.push(await measureColumn(mode, revocation))
    console.log(`AUTH_MODE=${mode} AUTH_REVOCATION=${revocation}`)
  }
}
const processors = cpus()
const recording: Recording = {
  recordedAt: new Date().toISOString(),
  machine: {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: `${String(processors.length)} × ${processors[0]?.model.trim() ?? 'unknown'}`,
  },
  versions: {
    stateside: versionIn('package.json'),
    ...Object.fromEntries(PACKAGES.map((name) => [name, versionIn(`node_modules/${name}/package.json`)])),
  },
  columns,
}
// To a tenth of a microsecond; what lies behind is noise.
const tenths = (_: string, value: unknown) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value)
writeFileSync(FILE, `${JSON.stringify(recording, tenths, 2)}\n`)
console.log(`${FILE} has them.`)
