import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { MODE_NAMES } from '@/lib/auth/modes'
import { SETTINGS, type Column } from '@/lib/compare/column'
import { measureColumn } from '@/lib/compare/measure-column'
import type { Recording } from '@/lib/compare/recording'
import { EXPERIMENT_IDS } from '@/lib/lab/experiment'
import { keptOf } from '@/lib/lab/recorded-runs'
import { LAB_MODES, runExperiment } from '@/lib/lab/run'

/**
 * Measures every mode, runs the lab, and writes what the pages show: `npm run record`, on a machine with nothing else to do.
 * `npm run record -- lab` leaves the figures of the comparison as they are.
 */
const FIGURES = 'lib/compare/figures.json'
const RUNS = 'lib/lab/recorded-runs.json'
const PACKAGES = ['next', 'next-auth', 'iron-session', 'jose']

if (!process.argv.includes('lab')) await recordFigures()
await recordRuns()

async function recordFigures(): Promise<void> {
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
  writeFileSync(FIGURES, `${JSON.stringify(recording, tenths, 2)}\n`)
  console.log(`${FIGURES} has them.`)
}

async function recordRuns(): Promise<void> {
  const lines: string[] = []
  for (const id of EXPERIMENT_IDS) {
    for (const revocation of SETTINGS) {
      for (const mode of LAB_MODES) {
        const run = keptOf(await runExperiment(id, mode, { revocation }))
        if (run) lines.push(JSON.stringify(run, tenths))
      }
    }
    console.log(id)
  }
  // A run a line, so that a change shows which.
  writeFileSync(RUNS, `[\n${lines.join(',\n')}\n]\n`)
  console.log(`${RUNS} has them.`)
}

function versionIn(path: string): string {
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

/** To a tenth of a microsecond; what lies behind is noise. */
function tenths(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 10) / 10 : value
}
