import type { ReactNode } from 'react'

/** What can be asked of a request; the first four are the questions of this page. */
const QUESTIONS = {
  who: 'Who does the server think you are?',
  sent: 'What did this request send?',
  where: 'Where does the state live?',
  how: 'How was it checked?',
  answered: 'What did the server answer?',
  says: 'What does the credential say?',
  cost: 'What does one check cost?',
} as const

/** One of the questions, with its answer. */
export function Question({ of, children }: { readonly of: keyof typeof QUESTIONS; readonly children: ReactNode }) {
  return (
    <>
      <h2 className="text-xl font-semibold tracking-tight text-balance">{QUESTIONS[of]}</h2>
      <div className="mt-4 space-y-5">{children}</div>
    </>
  )
}
