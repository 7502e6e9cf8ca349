import type { Metadata } from 'next'
import { PlaceMark } from '@/app/_ui/place-mark'
import { modeFacts, modeWords } from '@/lib/app'
import { MODE_NAMES } from '@/lib/auth/modes'
import { getSite } from '@/lib/next/session'
import { Guides } from './_parts/guides'
import { ModeCard } from './_parts/mode-card'

export const metadata: Metadata = {
  title: 'Docs',
  description: 'Each mode, guides to build on it and to run it, a glossary, the API, and what every error means.',
}

const PLACES = [
  { place: 'browser', what: 'What your browser keeps and sends: cookies, a token in localStorage, and what scripts can read.' },
  { place: 'server', what: 'The memory and the keys of the process that answers. Gone after a restart, except the keys.' },
  { place: 'store', what: 'The database: rows that outlive a restart and that every server process can read.' },
] as const

export default async function Docs() {
  const { mode: running } = await getSite()
  const [facts, words] = [modeFacts(), modeWords()]
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">Docs</h1>
      <p className="mt-4 max-w-2xl text-lg text-muted">
        What each mode does, how to build on it, and what every error means. What is said of modes, errors and the API comes from the code itself.
      </p>

      <h2 className="mt-12 text-2xl font-semibold tracking-tight">Modes</h2>
      <ul className="mt-5 grid gap-4 lg:grid-cols-3">
        {MODE_NAMES.map((name) => (
          <ModeCard key={name} name={name} words={words[name]} facts={facts[name]} running={name === running} />
        ))}
      </ul>

      <Guides />

      <h2 className="mt-12 text-2xl font-semibold tracking-tight">Places</h2>
      <dl className="mt-5 max-w-2xl space-y-3">
        {PLACES.map(({ place, what }) => (
          <div key={place} className="grid gap-x-6 sm:grid-cols-[6rem_1fr]">
            <dt>
              <PlaceMark place={place} />
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>

    </>
  )
}
