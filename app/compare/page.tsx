import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Suspense } from 'react'
import { Code } from '@/app/_ui/code'
import { cn } from '@/app/_ui/cn'
import { TextLink } from '@/app/_ui/text-link'
import { MODE_NAMES } from '@/lib/auth/contract'
import { getColumns, machine, SETTINGS } from '@/lib/compare/comparison'
import { shownOf } from '@/lib/compare/criteria'
import { readAnswers, type Answers } from '@/lib/compare/questions'
import { env } from '@/lib/env'
import { Advice, Questions } from './_parts/advice'
import { SourceDiff } from './_parts/source-diff'
import { Comparison } from './_parts/table'

export const metadata: Metadata = { title: 'Compare' }

type Revocation = (typeof SETTINGS)[number]

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
  const mode = (value: unknown, otherwise: (typeof MODE_NAMES)[number]) => MODE_NAMES.find((name) => name === value) ?? otherwise
  const { node, platform, processor } = machine()
  return (
    <>
      <header className="max-w-3xl">
        <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">Sessions or tokens, compared by running them</h1>
        <p className="mt-3 text-lg text-muted text-pretty">
          Six questions, asked of every mode. Each word and each number below comes from a run of that mode on this machine
          (Node {node}, {platform}, {processor}), over a store, keys and a clock of its own.
        </p>
      </header>

      <nav aria-label="Revocation" className="mt-8 flex flex-wrap gap-2 text-sm">
        {SETTINGS.map((value) => (
          <TextLink
            key={value}
            href={`/compare?revocation=${value}`}
            prefetch={false}
            aria-current={value === revocation ? 'page' : undefined}
            className={cn('inline-flex min-h-8 items-center rounded-md border px-3 font-mono no-underline', value === revocation ? 'border-accent bg-accent-soft' : 'border-line')}
          >
            AUTH_REVOCATION={value}
          </TextLink>
        ))}
      </nav>

      <section aria-labelledby="criteria" className="mt-8">
        <h2 id="criteria" className="sr-only">
          The six criteria
        </h2>
        <Suspense fallback={<Measuring />}>
          <Measured revocation={revocation} lab={lab} />
        </Suspense>
      </section>

      <section aria-labelledby="advice" className="mt-16">
        <h2 id="advice" className="text-2xl font-semibold tracking-tight">
          Which should I pick?
        </h2>
        <div className="mt-5 grid gap-10 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
          <Questions answers={answers} revocation={revocation} />
          {Object.keys(answers).length > 0 ? (
            <Suspense fallback={<Measuring />}>
              <Judged answers={answers} lab={lab} />
            </Suspense>
          ) : (
            <p className="text-muted">Answer what you know. Reasons appear here, each with the run that it rests on.</p>
          )}
        </div>
      </section>

      <section aria-labelledby="code" className="mt-16">
        <h2 id="code" className="text-2xl font-semibold tracking-tight">
          The code of two modes
        </h2>
        <p className="mt-2 mb-5 max-w-3xl text-muted">
          One file each, in <Code>lib/auth/modes</Code>. What two of them share stands there too, and is not a difference.
        </p>
        <SourceDiff a={mode(query.a, 'database')} b={mode(query.b, 'hybrid')} revocation={revocation} />
      </section>

      <section aria-labelledby="export" className="mt-16 max-w-3xl">
        <h2 id="export" className="text-2xl font-semibold tracking-tight">
          Take it along
        </h2>
        <p className="mt-3 text-muted">
          Both settings, every cell and what it rests on, with the machine and the time: as a record of why you decided as you did.{' '}
          {lab ? 'The first time this runs the whole lab, which takes a while.' : null}
        </p>
        <p className="mt-3 flex flex-wrap gap-x-6 gap-y-2">
          <a href="/compare/comparison.md" download className="text-accent underline underline-offset-4">
            Markdown
          </a>
          <a href="/api/compare" download="comparison.json" className="text-accent underline underline-offset-4">
            JSON
          </a>
        </p>
      </section>
    </>
  )
}

async function Measured({ revocation, lab }: { readonly revocation: Revocation; readonly lab: boolean }) {
  // Without the attacks, which take longer and come by themselves.
  const columns = await getColumns([revocation], { lab: false })
  return <Comparison key={revocation} initial={columns.map(shownOf)} lab={lab} />
}

async function Judged({ answers, lab }: { readonly answers: Answers; readonly lab: boolean }) {
  return <Advice answers={answers} columns={await getColumns(SETTINGS, { lab: false })} lab={lab} />
}

function Measuring() {
  return (
    <p role="status" className="min-h-96 text-muted">
      Measuring every mode…
    </p>
  )
}
