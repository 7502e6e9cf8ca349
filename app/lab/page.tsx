import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'
import { EXPERIMENT_IDS } from '@/lib/lab/experiment'
import { EXPERIMENTS } from '@/lib/lab/experiments'

export const metadata: Metadata = { title: 'Lab' }

export default async function Lab() {
  await connection()
  return (
    <>
      <header className="max-w-3xl">
        <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">The same attack, against every mode</h1>
        <p className="mt-3 text-lg text-muted text-pretty">
          Each experiment runs the same modes that guard this application, with its own store, keys and clock. What you
          read afterwards is what really happened. No account and no credential of this server is ever touched.
        </p>
        <p className="mt-3 text-sm text-muted">
          All of them at once, in a terminal: <Code>npm run lab</Code>
        </p>
      </header>
      <ul className="mt-10 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {EXPERIMENT_IDS.map((id) => (
          <Card as="li" key={id} className="flex flex-col">
            <h2 className="text-lg font-semibold">
              <TextLink href={`/lab/${id}`} prefetch={false}>
                {EXPERIMENTS[id].title}
              </TextLink>
            </h2>
            <p className="mt-2 text-sm text-muted text-pretty">{EXPERIMENTS[id].question}</p>
          </Card>
        ))}
      </ul>
    </>
  )
}
