import type { AuthRequest, ModeConfig } from '../contract'
import type { Testbed, TestbedOptions, Client } from '@/testkit/testbed'

/** No credential is over before the idle limit, so that this alone decides; what is shorter has tests of its own. */
export const CONFIG: ModeConfig = {
  issuer: 'https://conformance.test',
  secure: true,
  idleMs: 60_000,
  maxMs: 600_000,
  bearerMs: 60_000,
  accessMs: 60_000,
  graceMs: 5_000,
  sessionsPerUser: 100,
}

export const CAUSE = { by: null, why: 'ended' } as const

export type Make = (options: TestbedOptions) => Promise<Testbed<string>>

/** What the suites of a mode share. */
export function arenaOf(make: Make) {
  const testbed = (options: TestbedOptions = {}) => make({ config: CONFIG, start: Date.UTC(2026, 0, 1), ...options })

  async function signedIn(options?: TestbedOptions) {
    const made = await testbed(options)
    const browser = made.client()
    const { session, effects } = await made.mode.issue(made.person, browser.request())
    browser.apply(effects)
    return { ...made, browser, session, effects }
  }

  /** The request of this client, with these values under the credential's name. */
  const sending = ({ mode }: Pick<Testbed<string>, 'mode'>, client: Client, values: readonly string[]): AuthRequest => ({
    ...client.request(),
    cookies: (cookie) => (mode.facts.cookies.includes(cookie) ? values : []),
    authorizations: () => (mode.facts.carrier === 'authorization' ? values.map((value) => `Bearer ${value}`) : []),
  })

  /** What the client holds, each under its cookie's name or the header's. */
  const held = ({ facts }: Testbed<string>['mode'], { cookies, token }: Client): readonly (readonly [string, string])[] =>
    token === null ? [...cookies] : [[facts.credentialName, token]]

  /** What every check reads of it. */
  const credential = (mode: Testbed<string>['mode'], client: Client) =>
    held(mode, client).find(([name]) => name === mode.facts.credentialName)?.[1] ?? ''

  return { testbed, signedIn, sending, held, credential }
}

export type Arena = ReturnType<typeof arenaOf>
