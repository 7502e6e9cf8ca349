import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Code } from '@/app/_ui/code'
import { Recorded } from '@/app/_wire/recorded'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { SETTINGS } from '@/lib/compare/column'
import { columnsOf } from '@/lib/compare/columns'
import { CRITERIA } from '@/lib/compare/criteria'
import { candidateOf, readAnswers } from '@/lib/compare/questions'
import { RECORDING } from '@/lib/compare/recording'
import { env } from '@/lib/env'
import type { Titles } from './_parts/advice'
import { EXPERIMENTS } from '@/lib/lab/experiments'
import { Plots } from './_parts/plots'
import { SourceDiff } from './_parts/source-diff'
import { TakeAlong } from './_parts/take-along'
import { Workbench } from './_parts/workbench'

export const metadata: Metadata = {
  title: 'Compare',
  description: 'Cookies, sessions and tokens side by side: six questions about every mode, answered by measurements.',
}

export default async function Compare({
  searchParams,
}: {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}) {
  await connection()
  const query = await searchParams
  const revocation = SETTINGS.find((value) => value === query.revocation) ?? 'none'
  const answers = readAnswers(query)
  const mode = (value: unknown, otherwise: ModeName = MODE_NAMES[0]) => MODE_NAMES.find((name) => name === value) ?? otherwise
  const pair = [mode(query.a), mode(query.b, MODE_NAMES.at(-1))] as const
  return (
    <>
      <header className="max-w-3xl">
        <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">Sessions or tokens, compared by running them</h1>
        <p className="mt-3 text-lg text-muted text-pretty">
          Six questions about every mode. Each word and each number below comes from a run of that mode, with its own
          store, keys and clock.
        </p>
        <p className="mt-3 text-sm text-muted text-pretty">
          <Recorded /> <Code>npm run record</Code> records them again.
        </p>
      </header>

      <Workbench
        key={revocation}
        criteria={CRITERIA.map(({ id, asks }) => ({ id, asks }))}
        initially={await columnsOf(revocation)}
        candidates={RECORDING.columns.map(candidateOf)}
        answers={answers}
        pair={pair}
        revocation={revocation}
        titles={env().lab ? titles() : null}
      />

      <Plots revocation={revocation} />

      <section aria-labelledby="code" className="mt-16">
        <h2 id="code" className="text-2xl font-semibold tracking-tight">
          The code of two modes
        </h2>
        <p className="mt-2 mb-5 max-w-3xl text-muted">
          One file each, in <Code>lib/auth/modes</Code>. Code that they share is in the same folder, and does not show
          up as a difference.
        </p>
        <SourceDiff a={pair[0]} b={pair[1]} kept={{ ...answers, revocation }} />
      </section>

      <TakeAlong answers={answers} />
    </>
  )
}

const titles = () => Object.fromEntries(Object.entries(EXPERIMENTS).map(([id, { title }]) => [id, title])) as Titles
