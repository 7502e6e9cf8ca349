import type { ExperimentId } from '@/lib/lab/experiment'
import type { Column, Measures } from './column'

/** What of a mode's measures the advice rests on. */
export interface Judged {
  readonly control: { readonly signOut: Pick<Measures['control']['signOut'], 'promised' | 'untilMs'> }
  readonly offline: boolean
  readonly credential: Pick<Measures['credential'], 'carrier' | 'readableByScript' | 'bytesPerRequest'>
  readonly check: Pick<Measures['check'], 'storeReads'>
}

/** What one is asked, and what each answer asks of a mode. Reasons come from figures that were measured, never from a name. */
export interface Question {
  readonly id: 'end' | 'verifier' | 'client' | 'lookup'
  readonly asks: string
  readonly options: readonly { readonly value: string; readonly says: string }[]
  /** Why the mode fits this answer, or does not. */
  judge(answer: string, measured: Judged): Reason
  /** The experiments to look at. */
  readonly evidence: readonly ExperimentId[]
}

export interface Reason {
  readonly fits: boolean
  readonly says: string
}

export const QUESTIONS: readonly Question[] = [
  {
    id: 'end',
    asks: 'When an administrator ends a session, or its owner does, how soon must the last copy of it be refused?',
    options: [
      { value: 'now', says: 'At the next request' },
      { value: 'minutes', says: 'Within minutes' },
      { value: 'whenever', says: 'Whenever it expires' },
    ],
    judge(answer, { control: { signOut } }) {
      const limit = answer === 'now' ? 0 : answer === 'minutes' ? 15 * 60_000 : Infinity
      const fits = signOut.untilMs <= limit
      return { fits, says: `A copy that was renewed whenever possible was refused ${afterText(signOut.untilMs)}.` }
    },
    evidence: ['replay-after-sign-out', 'revoke-from-another-device', 'revocation-latency'],
  },
  {
    id: 'verifier',
    asks: 'Who must be able to check the credential?',
    options: [
      { value: 'ours', says: 'Only this application' },
      { value: 'others', says: 'Other services too, without asking this one' },
    ],
    judge(answer, { offline }) {
      const says = offline
        ? 'A verifier with nothing but the public keys accepted it.'
        : 'Nothing outside can read it: only this application, with its key or its database, can check it.'
      return { fits: answer === 'ours' || offline, says }
    },
    evidence: ['revocation-latency', 'algorithm-confusion'],
  },
  {
    id: 'client',
    asks: 'What sends the requests?',
    options: [
      { value: 'browser', says: 'Pages in a browser, navigation included' },
      { value: 'program', says: 'Programs, or pages of other origins' },
    ],
    judge(answer, { credential: { carrier, readableByScript } }) {
      if (answer === 'browser') {
        return carrier === 'cookie'
          ? { fits: true, says: 'The browser sends it by itself, and no script can read it.' }
          : { fits: false, says: `Going to a page sends nothing${readableByScript ? ', and any script on the page can read the token' : ''}.` }
      }
      return carrier === 'authorization'
        ? { fits: true, says: 'One header that the program sets itself. Nothing is ambient, so no other site can make a browser send it.' }
        : { fits: false, says: 'A program would have to keep cookies and name its origin, as a browser does.' }
    },
    evidence: ['cross-site-post', 'script-reads-storage'],
  },
  {
    id: 'lookup',
    asks: 'May each request cost a read of the database?',
    options: [
      { value: 'yes', says: 'Yes' },
      { value: 'no', says: 'No: the database is far away, busy or not always there' },
    ],
    judge(answer, { check: { storeReads } }) {
      const says = storeReads === 0 ? 'A check read nothing from the store.' : `A check read the store ${String(storeReads)} ${storeReads === 1 ? 'time' : 'times'}.`
      return { fits: answer === 'yes' || storeReads === 0, says }
    },
    evidence: ['cost-per-thousand', 'store-down'],
  },
]

export type Answers = Readonly<Partial<Record<Question['id'], string>>>

/** Only answers that the questions offer. */
export function readAnswers(given: Readonly<Record<string, string | readonly string[] | undefined>>): Answers {
  return Object.fromEntries(
    QUESTIONS.flatMap(({ id, options }) => (options.some(({ value }) => value === given[id]) ? [[id, given[id]]] : [])),
  )
}

/** What speaks for a mode and against it, given the answers so far. */
export function judge(answers: Answers, measured: Judged): readonly (Reason & { readonly question: Question })[] {
  return QUESTIONS.flatMap((question) => {
    const answer = answers[question.id]
    return answer === undefined ? [] : [{ ...question.judge(answer, measured), question }]
  })
}

/** A mode under one setting, as far as the advice goes. */
export interface Candidate extends Pick<Column, 'mode' | 'revocation'> {
  readonly measures: Judged
}

export function candidateOf({ mode, revocation, measures: { control, offline, credential, check } }: Column): Candidate {
  const { promised, untilMs } = control.signOut
  const { carrier, readableByScript, bytesPerRequest } = credential
  return { mode, revocation, measures: { control: { signOut: { promised, untilMs } }, offline, credential: { carrier, readableByScript, bytesPerRequest }, check: { storeReads: check.storeReads } } }
}

export interface Verdict {
  readonly candidate: Candidate
  readonly fits: boolean
  readonly reasons: ReturnType<typeof judge>
}

/**
 * Every mode and setting, what fits all the answers first: of several, those without a list, then those that send fewer bytes.
 * Never a score: one reason against can outweigh all others.
 */
export function advise(answers: Answers, candidates: readonly Candidate[]): readonly Verdict[] {
  // A mode that ends sessions at once without a list gains nothing by one.
  const atOnce = candidates.filter(({ revocation, measures }) => revocation === 'none' && measures.control.signOut.promised === 'now').map(({ mode }) => mode)
  const verdicts = candidates
    .filter(({ revocation, mode }) => revocation === 'none' || !atOnce.includes(mode))
    .map((candidate) => {
      const reasons = judge(answers, candidate.measures)
      return { candidate, reasons, fits: reasons.every(({ fits }) => fits) }
    })
  const order = ({ fits, candidate: { revocation, measures } }: Verdict) => [fits ? 0 : 1, revocation === 'none' ? 0 : 1, measures.credential.bytesPerRequest] as const
  return verdicts.sort((a, b) => {
    const [x, y] = [order(a), order(b)]
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2]
  })
}

export const candidateName = ({ mode, revocation }: Pick<Candidate, 'mode' | 'revocation'>): string =>
  revocation === 'list' ? `${mode} with a revocation list` : mode

/** The lines of `.env` that choose it. */
export const envLines = ({ mode, revocation }: Pick<Candidate, 'mode' | 'revocation'>): string =>
  revocation === 'list' ? `AUTH_MODE=${mode}\nAUTH_REVOCATION=list` : `AUTH_MODE=${mode}`

/** The answers as the parameters of an address. */
export const answersQuery = (answers: Answers): string => new URLSearchParams(Object.entries(answers)).toString()

/** A duration as people say it; 0 is "at its next request". */
export function afterText(ms: number): string {
  if (ms === 0) return 'at its next request'
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
  ] as const
  for (const [unit, size] of units) {
    const count = Math.round((ms / size) * 10) / 10
    if (count >= 1) return `after ${String(count)} ${unit}${count === 1 ? '' : 's'}`
  }
  return `after ${String(ms)} ms`
}
