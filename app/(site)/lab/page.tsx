import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Settings } from '@/app/(site)/compare/_parts/settings'
import { Code } from '@/app/_ui/code'
import { Recorded } from '@/app/_wire/recorded'
import { MODE_NAMES } from '@/lib/auth/modes'
import { SETTINGS, type Column } from '@/lib/compare/column'
import { EXPERIMENT_IDS, type ExperimentId } from '@/lib/lab/experiment'
import { EXPERIMENTS } from '@/lib/lab/experiments'
import { GROUP_OF, GROUPS } from '@/lib/lab/groups'
import { Matrix, type Group } from './_parts/matrix'
import type { Listed } from './_parts/matrix-row'
import { foundOf } from './_parts/recorded'

export const metadata: Metadata = {
  title: 'Lab',
  description: 'The same attacks, faults and measurements, run against every way of remembering who signed in.',
}

export default async function Lab({ searchParams }: { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> }) {
  await connection()
  const query = await searchParams
  const revocation = SETTINGS.find((value) => value === query.revocation) ?? 'none'
  return (
    <>
      <header className="max-w-3xl">
        <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">The same attack, against every mode</h1>
        <p className="mt-3 text-lg text-muted text-pretty">
          Each experiment runs the same modes that guard this application, with its own store, keys and clock. What you
          read afterwards is what really happened. No account and no credential of this server is ever touched.
        </p>
        <p className="mt-3 text-sm text-muted text-pretty">
          Outcomes as recorded, unless it says “run here”. <Recorded /> In a terminal: <Code>npm run lab</Code>
        </p>
      </header>
      <Settings path="/lab" current={revocation} />
      <Matrix key={revocation} groups={groupsOf(revocation)} modes={MODE_NAMES} revocation={revocation} />
    </>
  )
}

function groupsOf(revocation: Column['revocation']): readonly Group[] {
  const listed = (id: ExperimentId): Listed => ({
    id,
    title: EXPERIMENTS[id].title,
    means: EXPERIMENTS[id].means,
    recorded: Object.fromEntries(MODE_NAMES.map((mode) => [mode, foundOf(id, mode, revocation)])),
  })
  return GROUPS.flatMap((group) => {
    const rows = EXPERIMENT_IDS.filter((id) => GROUP_OF[id] === group.id).map(listed)
    return rows.length > 0 ? [{ ...group, rows }] : []
  })
}
