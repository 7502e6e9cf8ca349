import type { Metadata } from 'next'
import { TextLink } from '@/app/_ui/text-link'
import { Recorded } from '@/app/_wire/recorded'
import { MODE_NAMES } from '@/lib/auth/modes'
import { modeFacts, modeWords } from '@/lib/app'
import { getDemoPeople, getSite } from '@/lib/next/session'
import { DemoSignIn } from './_home/demo-sign-in'
import { ProofCards } from './_home/proof-cards'
import { StateStory } from './_home/state-story'

export const metadata: Metadata = { title: { absolute: 'Stateside: where does your session live?' } }

const BEATS = ['1', '2', '3', '4'] as const

export default async function Home({
  searchParams,
}: {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}) {
  const [{ mode, beat }, site, people] = await Promise.all([searchParams, getSite(), getDemoPeople()])
  return (
    <>
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div>
        <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-5xl sm:leading-[1.1]">
          Where does your session live?
        </h1>
        <p className="mt-5 text-lg text-muted text-pretty">
          You prove who you are once. After that, every request has to carry something, and somebody has to remember
          what it means. This application can do that in several ways, and shows each one at work on your own requests.
        </p>
        </div>
        <DemoSignIn facts={site.facts} people={people.map(({ user: { email, name, role } }) => ({ email, name, role }))} />
      </div>
      <StateStory
        shown={MODE_NAMES.find((name) => name === mode) ?? site.mode}
        running={site.mode}
        step={BEATS.findIndex((name) => name === beat)}
        facts={modeFacts()}
        words={modeWords()}
      />
      <section aria-labelledby="measured" className="mt-16">
        <h2 id="measured" className="text-2xl font-semibold tracking-tight">
          Measured, not claimed
        </h2>
        <p className="mt-2 text-sm text-muted text-pretty">
          <Recorded />
        </p>
        <ProofCards />
        <p className="mt-5">
          <TextLink href="/compare" prefetch={false}>
            Compare the modes by six criteria
          </TextLink>
          , each with its evidence, or let four questions say which one fits.
        </p>
      </section>
    </>
  )
}
