import type { AuthMode, Place } from '@/lib/auth/contract'
import { wordsOf, type ModeName } from '@/lib/auth/modes'
import type { ExperimentId } from '@/lib/lab/experiment'
import { EXPERIMENTS } from '@/lib/lab/experiments'
import { letInWords } from '@/lib/lab/let-in'
import type { Column, Sample } from './column'
import { afterText } from './questions'

/** What one cell of the comparison says: a word, a number, and what stands behind them. */
export interface Cell {
  readonly word: string
  /** With its unit. */
  readonly figure: string
  readonly details: readonly string[]
  /** The places that it is about, where it is about places. */
  readonly places?: readonly Place[]
  /** For a bar on a scale that all modes share, of which `share` is from 0 to 1 where it is no plain proportion. */
  readonly amount?: { readonly value: number; readonly share?: number }
  /** What the figure is the median of. */
  readonly sample?: Sample
  /** What it rests on; `says` what came out there, where that is not in the word. */
  readonly experiments: readonly { readonly id: ExperimentId; readonly says?: string }[]
}

export interface Criterion {
  readonly id: 'state' | 'credential' | 'check' | 'control' | 'attacks' | 'suits'
  readonly asks: string
  cell(column: Column): Cell
  /** The word for a mode that was never measured, from what it says of itself. */
  claimed(mode: Pick<AuthMode, 'name' | 'facts'>): string
}

/** In place of a figure. */
const UNMEASURED = 'Not measured here yet: npm run record'

const whole = new Intl.NumberFormat('en')
const micros = (value: number) => `${new Intl.NumberFormat('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(value)} µs`
const times = (count: number, one: string) => `${String(count)} ${one}${count === 1 ? '' : 's'}`

type Carrier = Column['measures']['credential']['carrier']
const carriedBy = (carrier: Carrier, pair: boolean) => (carrier === 'authorization' ? 'A header, by script' : pair ? 'Two cookies' : 'A cookie')
const endedBy = (atOnce: boolean) => (atOnce ? 'End it now' : 'Wait for its end')
const suitedTo = (carrier: Carrier) => (carrier === 'authorization' ? 'Server to server, and apps' : 'User to server')

const MONTH_MS = 30 * 86_400_000
/** From 1 ms to 30 days, by powers of ten; nothing is nothing. */
const logShare = (ms: number) => (ms < 1 ? 0 : Math.min(1, Math.log(ms) / Math.log(MONTH_MS)))

const evidence = (...ids: readonly ExperimentId[]) => ids.map((id) => ({ id }))

/** The six criteria, each cell made from what a run of the mode showed. */
export const CRITERIA: readonly Criterion[] = [
  {
    id: 'state',
    asks: 'Which side stores the authentication details?',
    cell({ measures: { state } }) {
      const inBrowser = state.filter(({ where }) => where === 'browser').reduce((sum, { facts }) => sum + facts, 0)
      const inStore = state.filter(({ where }) => where === 'store').reduce((sum, { facts }) => sum + facts, 0)
      const word = inBrowser > 0 && inStore > 0 ? 'Both sides' : inStore > 0 ? 'The server’s store' : 'The browser'
      return {
        word,
        figure: `${times(inBrowser, 'fact')} in the browser, ${String(inStore)} in the store`,
        places: [...new Set(state.filter(({ facts }) => facts > 0).map(({ where }) => where))],
        details: state.map(({ where, what, bytes }) => `${where}: ${what}${bytes === null ? '' : ` (${whole.format(bytes)} bytes)`}`),
        experiments: evidence('stolen-database', 'script-reads-storage'),
      }
    },
    claimed({ facts }) {
      if (facts.stateLives === 'store') return 'The server’s store'
      return facts.lists ? 'Both sides' : 'The browser'
    },
  },
  {
    id: 'credential',
    asks: 'What does the client send to be authorized?',
    cell({ measures: { credential } }) {
      return {
        word: carriedBy(credential.carrier, credential.parts.length > 1),
        figure: `${whole.format(credential.bytesPerRequest)} bytes per request`,
        amount: { value: credential.bytesPerRequest },
        details: credential.parts.map(({ name, bytes, kind, shown }) => `${name}: ${kind}, ${whole.format(bytes)} bytes, ${shown}`),
        experiments: evidence('cookie-size', 'cost-per-thousand', 'eavesdropper'),
      }
    },
    claimed: ({ facts }) => carriedBy(facts.carrier, facts.renews === 'refresh-token'),
  },
  {
    id: 'check',
    asks: 'What does the server do to authorize it?',
    cell({ measures: { check } }) {
      const { n, p50, p95 } = check.micros
      const { first } = check
      return {
        word: check.says,
        amount: { value: p50 },
        sample: check.micros,
        figure: `${first.p50 > 2 * p50 ? `${micros(first.p50)} at first, then ${micros(p50)}` : micros(p50)}, ${times(check.storeReads, 'store read')}`,
        details: [
          `n = ${String(n)}, p50 ${micros(p50)}, p95 ${micros(p95)}, of one credential checked again and again, with the store in memory, from the calmest of 10 passes`,
          `the first time that a process sees it: p50 ${micros(first.p50)}, p95 ${micros(first.p95)}`,
          ...check.trace.map(({ at, label, detail }) => `${at}: ${label}${detail ? `, ${detail}` : ''}`),
        ],
        experiments: evidence('cost-per-thousand', 'tampered-payload', 'store-down'),
      }
    },
    claimed: (mode) => wordsOf(mode).check,
  },
  {
    id: 'control',
    asks: 'What can an admin do to a live session, and how long until it takes effect?',
    cell({ measures: { control } }) {
      const { signOut, role, disabled, lists } = control
      return {
        word: endedBy(signOut.untilMs === 0),
        figure: `signed out ${afterText(signOut.untilMs)}`,
        amount: { value: signOut.untilMs, share: logShare(signOut.untilMs) },
        details: [
          `sign-out: a copy that was used and renewed was refused ${afterText(signOut.untilMs)}`,
          `role taken away: the old role was gone ${afterText(role.untilMs)}`,
          `account disabled: refused ${afterText(disabled.untilMs)}`,
          lists ? 'the server can list the sessions of a person' : 'the server cannot list the sessions of a person',
          'On the testbed’s clock, which the run moved forward; with this application’s default limits.',
        ],
        experiments: evidence('replay-after-sign-out', 'revoke-from-another-device', 'stale-role', 'disabled-account', 'revocation-latency'),
      }
    },
    claimed: ({ facts }) => endedBy(facts.revocation === 'now'),
  },
  {
    id: 'attacks',
    asks: 'Which attacks succeed against it?',
    cell({ outcomes }) {
      const judged = outcomes.filter(({ outcome }) => outcome === 'succeeded' || outcome === 'blocked')
      const succeeded = judged.filter(({ outcome }) => outcome === 'succeeded')
      const experiments = succeeded.map(({ id, letInSeconds }) => ({ id, says: letInSeconds ? letInWords(letInSeconds) : 'succeeded' }))
      return {
        word: succeeded.length === 0 ? 'None that was run' : `${String(succeeded.length)} succeeded`,
        figure: `of ${String(judged.length)} that apply to it`,
        amount: { value: succeeded.length },
        details: experiments.map(({ id, says }) => `${EXPERIMENTS[id].title}: ${says}`),
        experiments,
      }
    },
    claimed: () => 'None was run',
  },
  {
    id: 'suits',
    asks: 'What does it suit: user to server, or server to server?',
    cell({ call, measures: { offline, credential } }) {
      const word = suitedTo(credential.carrier)
      return {
        word: offline && credential.carrier === 'cookie' ? 'User to server; its token also between servers' : word,
        figure: `${times(call.headers.length, 'header')} to set, ${times(call.kept, 'credential')} to keep`,
        details: [
          `A second process without a browser signed in and asked who it is: ${call.statuses.join(", ")}.`,
          `It had to send: ${call.headers.join(', ')}.`,
          offline ? 'A verifier with only the public keys accepted the credential.' : 'No other server can check it without asking this one.',
        ],
        experiments: evidence('split-secrets', 'secret-rotation', 'clock-skew'),
      }
    },
    claimed: ({ facts }) => suitedTo(facts.carrier),
  },
]

/** As a screen needs it, which does not know the lab. */
export interface ShownCell extends Omit<Cell, 'experiments'> {
  readonly experiments: readonly (Cell['experiments'][number] & { readonly title: string })[]
}

export interface Shown {
  readonly mode: Column['mode']
  readonly revocation: Column['revocation']
  /** ms since epoch; null where it never was. */
  readonly measuredAt: number | null
  readonly cells: Readonly<Record<Criterion['id'], ShownCell>>
}

export function shownOf(column: Column): Shown {
  const { mode, revocation, measuredAt } = column
  return {
    mode,
    revocation,
    measuredAt,
    cells: cellsOf((criterion) => {
      const { experiments, ...cell } = criterion.cell(column)
      return { ...cell, experiments: experiments.map((one) => ({ ...one, title: EXPERIMENTS[one.id].title })) }
    }),
  }
}

/** The column of a mode that was never measured. */
export function claimedOf(mode: Pick<AuthMode<ModeName>, 'name' | 'facts'>, revocation: Column['revocation']): Shown {
  const cells = cellsOf((criterion) => ({ word: criterion.claimed(mode), figure: UNMEASURED, details: [], experiments: [] }))
  return { mode: mode.name, revocation, measuredAt: null, cells }
}

function cellsOf(cell: (criterion: Criterion) => ShownCell): Shown['cells'] {
  return Object.fromEntries(CRITERIA.map((criterion) => [criterion.id, cell(criterion)])) as Shown['cells']
}
