import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Code } from '@/app/_ui/code'
import { Recorded } from '@/app/_wire/recorded'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { SETTINGS } from '@/lib/compare/column'
import { columnsOf } from '@/lib/compare/columns'
import { CRITERIA } from '@/lib/compare/criteria'
import { readAnswers } from '@/lib/compare/questions'
import { env } from '@/lib/env'
import { Pick } from './_parts/pick'
import { Settings } from './_parts/settings'
import { SourceDiff } from './_parts/source-diff'
import { Comparison } from './_parts/table'
import { TakeAlong } from './_parts/take-along'

export const metadata: Metadata = { title: 'Compare' }

export default async function Compare({
  searchParams,
}: {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}) {
  await connection()
  const query = await searchParams
  const { lab } = env()
  const revocation = SETTINGS.find((value) => value === query.revocation) ?? 'none'
  const answers = readAnswers(query)
  const mode = (value: unknown, otherwise: ModeName = MODE_NAMES[0]) => MODE_NAMES.find((name) => name === value) ?? otherwise
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

      <Settings current={revocation} />

      <section aria-labelledby="criteria" className="mt-8">
        <h2 id="criteria" className="sr-only">
          The six criteria
        </h2>
        <Comparison
          key={revocation}
          criteria={CRITERIA.map(({ id, asks }) => ({ id, asks }))}
          initially={await columnsOf(revocation)}
          lab={lab}
        />
      </section>

      <Pick answers={answers} revocation={revocation} lab={lab} />

      <section aria-labelledby="code" className="mt-16">
        <h2 id="code" className="text-2xl font-semibold tracking-tight">
          The code of two modes
        </h2>
        <p className="mt-2 mb-5 max-w-3xl text-muted">
          One file each, in <Code>lib/auth/modes</Code>. Code that they share is in the same folder, and does not show
          up as a difference.
        </p>
        <SourceDiff a={mode(query.a)} b={mode(query.b, MODE_NAMES.at(-1))} revocation={revocation} />
      </section>

      <TakeAlong />
    </>
  )
}
