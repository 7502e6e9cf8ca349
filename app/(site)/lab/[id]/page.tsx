import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TextLink } from '@/app/_ui/text-link'
import { MODE_NAMES } from '@/lib/auth/modes'
import { env } from '@/lib/env'
import { DEFENCES } from '@/lib/lab/defences'
import { EXPERIMENT_IDS } from '@/lib/lab/experiment'
import { EXPERIMENTS } from '@/lib/lab/experiments'
import { secondSite } from '@/lib/lab/second-site'
import { PASSWORD } from '@/testkit/passwords'
import { PERSON_EMAIL } from '@/testkit/testbed'
import { Bench } from '../_parts/bench'
import { OwnBrowser } from '../_parts/own-browser'
import { recordedOf } from '../_parts/recorded'
import { Why } from '../_parts/why'

interface Props {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

async function find({ params }: Props) {
  const { id } = await params
  return EXPERIMENT_IDS.find((known) => known === id) ?? notFound()
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { title, question: description } = EXPERIMENTS[await find(props)]
  return { title, description }
}

export default async function ExperimentPage(props: Props) {
  const id = await find(props)
  const { revocation } = await props.searchParams
  const { title, question, means, inBrowser } = EXPERIMENTS[id]
  const at = EXPERIMENT_IDS.indexOf(id)
  const next = EXPERIMENT_IDS[(at + 1) % EXPERIMENT_IDS.length] ?? id
  return (
    <>
      <header className="max-w-3xl">
        <p className="text-sm text-muted">
          <TextLink href="/lab" prefetch={false}>
            Lab
          </TextLink>
          , experiment {at + 1} of {EXPERIMENT_IDS.length}
        </p>
        <h1 className="mt-1 text-3xl font-semibold tracking-tight text-balance sm:text-4xl">{title}</h1>
        <p className="mt-3 text-lg text-muted text-pretty">{question}</p>
      </header>
      <Bench
        key={`${id} ${String(revocation)}`}
        id={id}
        modes={MODE_NAMES}
        means={means}
        initially={revocation === 'list' ? 'list' : 'none'}
        recorded={recordedOf(id)}
      >
        {inBrowser ? (
          <OwnBrowser
            experiment={id}
            person={{ email: PERSON_EMAIL, password: PASSWORD }}
            second={{ at: inBrowser.page.at, path: inBrowser.page.path, link: inBrowser.page.link, says: inBrowser.page.says }}
            modes={MODE_NAMES}
            means={means}
            defences={inBrowser.defences.map((defence) => [defence, DEFENCES[defence]])}
            site={env().appUrl}
            attacker={secondSite(env().appUrl)}
          />
        ) : null}
        <Why id={id} />
      </Bench>
      <p className="mt-10">
        Next:{' '}
        <TextLink href={`/lab/${next}`} prefetch={false}>
          {EXPERIMENTS[next].title}
        </TextLink>
      </p>
    </>
  )
}
