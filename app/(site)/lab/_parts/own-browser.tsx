'use client'

import { useEffect, useState, type ReactNode } from 'react'
import { Button } from '@/app/_ui/button'
import { buttonLook } from '@/app/_ui/looks'
import { Code } from '@/app/_ui/code'
import { Notice } from '@/app/_ui/notice'
import type { ModeName } from '@/lib/auth/modes'
import type { Defence } from '@/lib/lab/defences'
import type { Seen } from '@/lib/lab/testbeds'
import type { ExperimentId, InBrowser } from '@/lib/lab/experiment'
import { Choice } from './choice'
import { dropTestbed, lookAtTestbed, Refused, signInToTestbed, TESTBEDS } from './client'
import type { Means } from './outcome'
import { SeenByServer } from './seen-by-server'

/** How often, and how long, the first tab asks what the server saw after the attacker's page was opened; in ms. */
const EVERY_MS = 1_000
const FOR_MS = 60_000

/** The experiment once more, with the reader's own browser in place of the lab's. */
export function OwnBrowser({
  experiment,
  second,
  person,
  modes,
  means,
  defences,
  site,
  attacker,
}: {
  readonly experiment: ExperimentId
  /** The page that attacks. */
  readonly second: Omit<InBrowser['page'], 'html'>
  /** Who signs in there. */
  readonly person: { readonly email: string; readonly password: string }
  readonly modes: readonly [ModeName, ...ModeName[]]
  readonly means: Means
  readonly defences: readonly (readonly [Defence, string])[]
  readonly site: string
  /** Null where no second site leads here. */
  readonly attacker: string | null
}) {
  const [mode, setMode] = useState(modes[0])
  const [without, setWithout] = useState<readonly Defence[]>([])
  const [testbed, setTestbed] = useState<string | null>(null)
  const [seen, setSeen] = useState<Seen | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  /** When the attacker's page was opened last. */
  const [opened, setOpened] = useState(0)

  // Buttons of this page are never `disabled`: one that is loses the focus of whoever pressed it.
  async function attempt(work: () => Promise<void>) {
    setBusy(true)
    setFailed(null)
    try {
      await work()
    } catch (error) {
      setFailed(error instanceof Refused ? error.message : 'The server did not answer.')
    }
    setBusy(false)
  }

  async function signIn() {
    const id = await signInToTestbed({ experiment, mode, without }, person)
    setTestbed(id)
    setSeen(await lookAtTestbed(id))
  }

  async function reset(id: string) {
    setTestbed(null)
    setSeen(null)
    setOpened(0)
    await dropTestbed(id)
  }

  useEffect(() => {
    if (testbed === null || opened === 0) return
    let over = false
    const timer = setInterval(() => {
      if (Date.now() > opened + FOR_MS) clearInterval(timer)
      else void lookAtTestbed(testbed).then(
        (found) => {
          // Asked before somebody pressed Reset.
          if (!over) setSeen(found)
        },
        () => {
          clearInterval(timer)
        },
      )
    }, EVERY_MS)
    return () => {
      over = true
      clearInterval(timer)
    }
  }, [testbed, opened])

  if (attacker === null) {
    return (
      <Section>
        <p className="mt-3 max-w-3xl text-pretty">
          This cannot be tried here. It needs a second site that reaches this server, and <Code>{site}</Code> has none.
          When you start it on your own machine, with <Code>http://localhost</Code> as its address, the application has
          one: <Code>http://127.0.0.1</Code>.
        </p>
      </Section>
    )
  }

  const ready = testbed !== null && seen?.signedIn === true
  const address = `${second.at === 'attacker' ? attacker : site}${TESTBEDS}/${testbed ?? ''}/${second.path}`
  return (
    <Section>
      <p className="mt-3 max-w-3xl text-pretty">
        The same attack with the browser in front of you: its rules for cookies, not ours. You sign in to a testbed, which lives for ten minutes at{' '}
        <Code>{site}</Code>. The attacker is at <Code>{attacker}</Code>, which to a browser is another site. Your own
        session here is not involved.
      </p>
      <Choice legend="Mode" name="own-mode" values={modes} value={mode} fixed={testbed !== null || busy} onChange={setMode} />
      <fieldset className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-2 text-sm" disabled={testbed !== null || busy}>
        <legend className="mb-1 font-medium">Defences</legend>
        {defences.map(([id, says]) => (
          <label key={id} className="inline-flex min-h-8 items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={!without.includes(id)}
              onChange={({ target }) => {
                setWithout(target.checked ? without.filter((other) => other !== id) : [...without, id])
              }}
            />
            {says}
          </label>
        ))}
      </fieldset>
      <ol className="mt-6 divide-y divide-line border-y border-line">
        <Numbered at={1} title="Sign in to the testbed" says={`Your browser gets a credential of the ${mode} mode.`}>
          <Button
            variant={ready ? 'secondary' : 'primary'}
            aria-disabled={testbed !== null || busy || undefined}
            onClick={() => {
              if (testbed === null && !busy) void attempt(signIn)
            }}
          >
            {ready ? 'Signed in' : 'Sign in to the testbed'}
          </Button>
        </Numbered>
        <Numbered at={2} title={second.link} says={second.says}>
          {ready ? (
            // Not next/link: it is no page of this application.
            <a
              className={buttonLook({})}
              href={address}
              target="_blank"
              rel="noreferrer"
              onClick={() => {
                setOpened(Date.now())
              }}
            >
              {second.link}
              <span className="sr-only"> (new tab)</span>
            </a>
          ) : (
            <span className="text-sm text-muted">After step 1</span>
          )}
        </Numbered>
        <Numbered at={3} title="Press Attack there" says="The page shows what it is going to send." />
        <Numbered at={4} title="Come back" says="What the server saw appears below, and is kept up to date for a minute.">
          <Button
            aria-disabled={!ready || busy || undefined}
            onClick={() => {
              if (ready && !busy) void attempt(async () => setSeen(await lookAtTestbed(testbed)))
            }}
          >
            Look again
          </Button>
        </Numbered>
      </ol>
      <div className="mt-5 flex flex-wrap items-center gap-3">
        <Button
          aria-disabled={testbed === null || busy || undefined}
          onClick={() => {
            if (testbed !== null && !busy) void attempt(() => reset(testbed))
          }}
        >
          Reset<span className="sr-only"> the testbed</span>
        </Button>
        <p role="status" className="text-sm text-muted">
          {seen === null ? 'No testbed yet.' : (seen.because ?? (seen.signedIn ? `Signed in. The name in the store is ${String(seen.name)}.` : ''))}
        </p>
      </div>
      {failed === null ? null : (
        <Notice role="alert" tone="bad" title="That did not work" className="mt-5">
          <p>{failed}</p>
        </Notice>
      )}
      {seen === null ? null : <SeenByServer seen={seen} means={means} />}
    </Section>
  )
}

function Section({ children }: { readonly children: ReactNode }) {
  return (
    <section aria-labelledby="own-browser" className="mt-12">
      <h2 id="own-browser" className="text-2xl font-semibold tracking-tight">
        In your own browser
      </h2>
      {children}
    </section>
  )
}

function Numbered({ at, title, says, children }: { readonly at: number; readonly title: string; readonly says: string; readonly children?: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="font-medium">
          {at}. {title}
        </h3>
        <p className="text-sm text-muted text-pretty">{says}</p>
      </div>
      {children}
    </li>
  )
}
