'use client'

import { useState } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Button } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'
import type { ModeName } from '@/lib/auth/modes'
import type { Evidence } from '@/lib/lab/evidence'
import { runExperiment, type Row } from './client'

const EXPERIMENT = 'replay-after-sign-out'

/** A throw-away session of the lab: signed in, copied, signed out, and the copy sent. */
export function TryTheCopy({ mode, revocation }: { readonly mode: ModeName; readonly revocation: 'none' | 'list' }) {
  const [row, setRow] = useState<Row | null>(null)
  const [running, setRunning] = useState(false)

  async function run() {
    setRunning(true)
    setRow(await runExperiment(EXPERIMENT, mode, revocation, AbortSignal.timeout(60_000), () => undefined))
    setRunning(false)
  }

  return (
    <section aria-labelledby="copy" className="max-w-3xl">
      <h2 id="copy" className="text-xl font-semibold">
        Try the copy
      </h2>
      <p className="mt-2 text-muted">
        The lab signs a person in with this mode, copies the credential, signs them out as you did, and sends the copy. It uses a server and a
        store of its own; nobody here is affected.
      </p>
      <p className="mt-4 flex flex-wrap items-center gap-4">
        <Button onClick={() => void run()} aria-disabled={running} className="noscript:hidden">
          {running ? 'Replaying the copy…' : 'Replay a copy'}
        </Button>
        <TextLink href={`/lab/${EXPERIMENT}`} prefetch={false}>
          The same experiment in every mode
        </TextLink>
      </p>
      <div role="status" className="mt-4">
        {row && !running ? <Outcome row={row} /> : null}
      </div>
    </section>
  )
}

function Outcome({ row }: { readonly row: Row }) {
  if ('failed' in row) return <Notice tone="bad" title="The copy was not tried"><p>{row.failed}</p></Notice>
  const { outcome, because, evidence } = row.result
  return (
    <Card>
      <p className="flex flex-wrap items-baseline gap-3">
        <Badge tone={outcome === 'succeeded' ? 'bad' : 'accent'}>{outcome === 'succeeded' ? 'let in' : 'refused'}</Badge>
        <span>{because}</span>
      </p>
      <ol className="mt-4 divide-y divide-line border-t border-line font-mono text-[0.8125rem]">
        {exchanges(evidence).map(({ who, asked, answered }, at) => (
          <li key={at} className="flex flex-wrap gap-x-4 py-1.5">
            <span className="w-16 text-muted">{who}</span>
            <span className="min-w-0 flex-1 wrap-anywhere">{asked}</span>
            <span className="tabular-nums">{answered}</span>
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** The requests of a run, each with what it was answered. */
function exchanges(evidence: readonly Evidence[]) {
  return evidence.flatMap((one, at) => {
    const answer = evidence.slice(at).find((later) => later.kind === 'response')
    if (one.kind !== 'request' || answer?.kind !== 'response') return []
    return [{ who: one.who, asked: `${one.method} ${new URL(one.url).pathname}`, answered: [answer.status, answer.reason].filter(Boolean).join(' ') }]
  })
}
