import type { ReactNode } from 'react'
import { Card } from '@/app/_ui/card'

const QUESTIONS = {
  who: { asks: 'Who does the server think you are?', short: 'Who are you?' },
  sent: { asks: 'What did this request send?', short: 'What was sent?' },
  where: { asks: 'Where does the state live?', short: 'Where is state?' },
  how: { asks: 'How was it checked?', short: 'How checked?' },
} as const

/** One of the four questions, with its answer. */
export function Question({ id, children }: { readonly id: keyof typeof QUESTIONS; readonly children: ReactNode }) {
  const number = Object.keys(QUESTIONS).indexOf(id) + 1
  return (
    <section id={id} aria-labelledby={`${id}-asks`}>
      <h2 id={`${id}-asks`} className="flex items-baseline gap-3 text-2xl font-semibold tracking-tight text-balance">
        <span className="font-mono text-base font-normal text-muted">{number}</span>
        {QUESTIONS[id].asks}
      </h2>
      <div className="mt-5 space-y-5">{children}</div>
    </section>
  )
}

/** A titled part of an answer. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card>
      <h3 className="mb-4 text-lg font-semibold">{title}</h3>
      {children}
    </Card>
  )
}

/** The four questions as links; beside the answers where there is room. */
export function QuestionNav() {
  return (
    <nav aria-label="The four questions" className="lg:sticky lg:top-24 lg:self-start">
      <ol className="grid gap-x-4 text-sm sm:grid-cols-2 lg:grid-cols-1 lg:border-l lg:border-line">
        {Object.entries(QUESTIONS).map(([id, { short }], index) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="-ml-px flex gap-2 border-l border-transparent py-1.5 text-muted hover:text-ink lg:pl-4 lg:hover:border-accent"
            >
              <span className="font-mono">{index + 1}</span>
              {short}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
