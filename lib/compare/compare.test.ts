import { describe, expect, test } from 'vitest'
import { MODE_NAMES } from '@/lib/auth/modes'
import { makeTestbed } from '@/testkit/testbed'
import { EXPERIMENT_IDS } from '@/lib/lab/experiment'
import { expectedOf } from '@/lib/lab/expected'
import { SETTINGS, type Column } from './column'
import { columnsOf } from './columns'
import { CRITERIA, shownOf } from './criteria'
import { asJson, asMarkdown } from './export'
import type { Measures } from './column'
import { measure } from './measure'
import { advise, afterText, candidateName, candidateOf, envLines, judge, QUESTIONS, readAnswers } from './questions'
import { RECORDING } from './recording'

const HOUR = 3_600_000

describe('the comparison', () => {
  const { columns } = RECORDING
  const of = (mode: Column['mode'], revocation: Column['revocation'] = 'none') => {
    const found = columns.find((column) => column.mode === mode && column.revocation === revocation)
    if (!found) throw new Error(`no column ${mode} ${revocation}`)
    return found.measures
  }

  const recorded = MODE_NAMES.filter((name) => columns.some(({ mode }) => mode === name))

  test('has a column for every mode that was recorded, under both settings', () => {
    expect(recorded.length).toBeGreaterThan(1)
    expect(columns.map(({ mode, revocation }) => `${mode} ${revocation}`)).toEqual(
      SETTINGS.flatMap((revocation) => recorded.map((mode) => `${mode} ${revocation}`)),
    )
  })

  test('finds that each mode keeps the promise of its own facts, to the millisecond', async () => {
    for (const { mode, revocation, measures: { control } } of columns) {
      const { facts } = (await makeTestbed(mode, { revocation })).mode
      expect(control.signOut.promised, mode).toBe(facts.revocation)
      expect(control.signOut.untilMs === 0, mode).toBe(facts.revocation === 'now')
      expect(control.signOut.letInBefore, mode).toBe(facts.revocation !== 'now')
    }
    expect(of('jwt').control.signOut.untilMs).toBe(30 * 24 * HOUR)
    expect(of('jwt').control.disabled.untilMs).toBe(24 * HOUR)
    expect(of('bearer').control.signOut.untilMs).toBe(HOUR)
    expect(of('hybrid').control.role.untilMs).toBe(HOUR / 12)
  })

  test('counts what a check reads, and what the list costs', async () => {
    for (const { mode, revocation, measures } of columns) {
      const { facts } = (await makeTestbed(mode, { revocation })).mode
      expect(measures.check.storeReads, `${mode} ${revocation}`).toBe(facts.checkReads === 'nothing' ? 0 : 1)
    }
  })

  test('finds that others can verify a signed token, and nothing else', async () => {
    for (const mode of recorded) expect(of(mode).offline, mode).toBe((await makeTestbed(mode)).mode.facts.credentialKind === 'jws')
  })

  test('had a second process sign in, ask and change something, in every mode', async () => {
    for (const { mode, call } of columns) {
      expect(call.statuses, mode).toEqual([200, 200, 200])
      const { carrier } = (await makeTestbed(mode)).mode.facts
      expect(call.headers, mode).toEqual(carrier === 'authorization' ? ['authorization'] : ['cookie', 'origin'])
    }
  })

  test('never shows a credential, a secret or an empty cell', () => {
    const text = JSON.stringify(asJson(RECORDING))
    expect(text).not.toMatch(/eyJ[\w-]{20,}|Fe26\.2\*1|r\.[\w-]{43}/)
    for (const column of columns) {
      for (const { id } of CRITERIA) {
        const { word, figure, details } = shownOf(column).cells[id]
        for (const said of [word, figure, ...details]) expect(said, id).toMatch(/\S/)
        expect(figure, id).not.toMatch(/NaN|undefined|Infinity/)
      }
    }
  })

  test.each(SETTINGS)('with %s says of a mode that was never recorded what its facts say, in the words of those that were', async (setting) => {
    const [shown, claimed] = await Promise.all([columnsOf(setting), columnsOf(setting, [])])
    expect(claimed.map(({ mode }) => mode)).toEqual(MODE_NAMES)
    for (const [at, { measuredAt, cells, mode }] of claimed.entries()) {
      expect([measuredAt, shown[at]?.mode]).toEqual([null, mode])
      for (const { id } of CRITERIA) expect(cells[id]).toMatchObject({ figure: 'Not measured here yet: npm run record', details: [], experiments: [] })
      for (const id of ['state', 'credential', 'check', 'control'] as const) expect(cells[id].word, `${mode} ${id}`).toBe(shown[at]?.cells[id].word)
    }
  })

  test('can be taken along as Markdown, every cell in its place', () => {
    const text = asMarkdown(RECORDING)
    for (const { asks } of CRITERIA) expect(text.split('\n').filter((line) => line.startsWith(`| ${asks} |`))).toHaveLength(2)
    for (const row of text.split('\n').filter((line) => line.startsWith('|'))) expect(row.split(/(?<!\\)\|/)).toHaveLength(recorded.length + 3)
  })

  test('says when and on what it was recorded', () => {
    expect(RECORDING.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(RECORDING.machine).toEqual({ node: expect.stringMatching(/^v\d+\./), platform: expect.stringMatching(/\S/), processor: expect.stringMatching(/^\d+ × \S/) })
    for (const name of ['stateside', 'next', 'next-auth', 'iron-session', 'jose']) expect(RECORDING.versions[name], name).toMatch(/^\d+\.\d+\.\d+/)
  })

  test.each(SETTINGS.flatMap((revocation) => recorded.map((mode) => [mode, revocation] as const)))(
    'recorded of %s with %s what a run finds today; if not, npm run record',
    async (mode, revocation) => {
      const found = await measure(mode, revocation, new AbortController().signal)
      const firm = ({ credential, check, control, offline }: Measures) => ({
        credential: { ...credential, bytesPerRequest: 0, parts: credential.parts.map(({ name, kind }) => [name, kind]) },
        check: { says: check.says, storeReads: check.storeReads, trace: check.trace.map(({ label }) => label) },
        control,
        offline,
      })
      expect(firm(of(mode, revocation))).toEqual(firm(found))
    },
  )

  test('recorded every experiment of the lab as it must come out; if not, npm run record', () => {
    for (const { mode, revocation, outcomes } of columns) {
      expect(outcomes.map(({ id }) => id)).toEqual(EXPERIMENT_IDS)
      for (const { id, outcome, letInSeconds } of outcomes) {
        const expected = expectedOf(id, 'shipped', mode, revocation)
        if (expected) expect({ outcome, letInSeconds }, `${id} ${mode} ${revocation}`).toEqual(expected)
      }
    }
  })

  describe('the advice', () => {
    const fitting = (given: Record<string, string>) =>
      columns
        .filter(({ measures }) => judge(readAnswers(given), measures).every(({ fits }) => fits))
        .map(({ mode, revocation }) => `${mode} ${revocation}`)

    test('rests on what was measured', () => {
      expect(fitting({ end: 'now', lookup: 'no' })).toEqual([])
      expect(fitting({ end: 'minutes', lookup: 'no' })).toEqual(['hybrid none'])
      const atOnce = columns.filter(({ measures }) => measures.control.signOut.untilMs === 0)
      expect(fitting({ end: 'now' })).toEqual(atOnce.map(({ mode, revocation }) => `${mode} ${revocation}`))
      expect(fitting({ end: 'now' })).toEqual(expect.arrayContaining(['database none', ...recorded.map((mode) => `${mode} list`)]))
      expect(fitting({ verifier: 'others', client: 'program' })).toEqual(['bearer none', 'bearer list'])
      expect(fitting({ client: 'browser', end: 'whenever', lookup: 'no' })).toEqual(['jwt none', 'sealed none', 'hybrid none'])
    })

    test('says a reason for each answer, and none for what was not answered', () => {
      for (const { measures } of columns) {
        expect(judge({}, measures)).toEqual([])
        for (const { id, options } of QUESTIONS) {
          for (const { value } of options) {
            const [reason, ...others] = judge({ [id]: value }, measures)
            expect(reason?.says).toMatch(/\.$/)
            expect(others).toEqual([])
          }
        }
      }
    })

    test('puts what fits first, and of several the one that needs no list and sends the fewest bytes', () => {
      const candidates = columns.map(candidateOf)
      const verdicts = advise({ client: 'browser', lookup: 'yes' }, candidates)
      const [first] = verdicts
      expect(first && candidateName(first.candidate)).toBe('database')
      const fits = verdicts.map((verdict) => verdict.fits)
      expect(fits.lastIndexOf(true)).toBeLessThan(fits.indexOf(false))
      // With a list, only those that gain by it.
      expect(verdicts.map(({ candidate }) => candidateName(candidate))).not.toContain('database with a revocation list')
      expect(envLines({ mode: 'jwt', revocation: 'list' })).toBe('AUTH_MODE=jwt\nAUTH_REVOCATION=list')
    })

    test('is in the export, when there are answers', () => {
      const text = asMarkdown(RECORDING, { end: 'minutes', lookup: 'no' })
      expect(text).toContain('**Within minutes**')
      expect(text).toContain('```\nAUTH_MODE=hybrid\n```')
      expect(text).toContain('- database: does not fit')
      expect(asMarkdown(RECORDING, { end: 'now', lookup: 'no' })).toContain('No mode fits all answers.')
      expect(asMarkdown(RECORDING)).not.toContain('answers')
    })

    test('ignores answers that nobody offered', () => {
      expect(readAnswers({ end: 'never', lookup: ['yes', 'no'], made: 'up' })).toEqual({})
      expect(readAnswers({ end: 'now' })).toEqual({ end: 'now' })
    })
  })
})

test.each([
  [0, 'at its next request'],
  [5, 'after 5 ms'],
  [1000, 'after 1 second'],
  [300_000, 'after 5 minutes'],
  [HOUR, 'after 1 hour'],
  [30 * 24 * HOUR, 'after 30 days'],
  [90_000, 'after 1.5 minutes'],
])('%i ms is "%s"', (ms, text) => {
  expect(afterText(ms)).toBe(text)
})
