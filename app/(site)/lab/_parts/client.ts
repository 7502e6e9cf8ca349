import type { ModeName } from '@/lib/auth/modes'
import type { Defence } from '@/lib/lab/defences'
import type { ExperimentId, Result } from '@/lib/lab/experiment'
import { LINES, readLines, type Line } from '@/lib/lab/lines'
import type { Seen } from '@/lib/lab/testbeds'

export type Revocation = 'none' | 'list'
export type Progress = Extract<Line, { progress: unknown }>['progress']
export type Row = { readonly result: Result } | { readonly failed: string }

/** Runs one experiment with one mode; `onProgress` hears of long work. What goes wrong is said, never thrown. */
export async function runExperiment(
  id: ExperimentId,
  mode: ModeName,
  revocation: Revocation,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Row> {
  try {
    const answer = await fetch(`/api/lab/experiments/${id}`, {
      method: 'POST',
      cache: 'no-store',
      headers: { 'content-type': 'application/json', accept: LINES },
      body: JSON.stringify({ mode, revocation }),
      signal,
    })
    if (!answer.ok || !answer.body) return { failed: ((await answer.json()) as { readonly detail: string }).detail }
    for await (const line of readLines(answer.body)) {
      if ('progress' in line) onProgress(line.progress)
      else return 'result' in line ? line : { failed: line.problem.detail }
    }
    return { failed: 'The server stopped before the run was over.' }
  } catch {
    return { failed: signal.aborted ? 'It was stopped.' : 'The server did not answer.' }
  }
}

/** What the server says when it refuses. */
export class Refused extends Error {}

/** Under it every testbed has its folder. */
export const TESTBEDS = '/api/lab/testbeds'

/** Where the page of a testbed keeps its token in localStorage. */
const tokenKey = (id: string) => `lab-${id}-token`

/** Makes a testbed, and signs this browser in there. @throws {Refused} */
export async function signInToTestbed(
  input: { readonly experiment: ExperimentId; readonly mode: ModeName; readonly without: readonly Defence[] },
  person: { readonly email: string; readonly password: string },
): Promise<string> {
  const { id } = (await ask('POST', TESTBEDS, input)) as { id: string }
  const { access_token } = (await ask('POST', `${TESTBEDS}/${id}/api/sign-in`, person)) as { access_token?: string }
  if (access_token !== undefined) localStorage.setItem(tokenKey(id), access_token)
  return id
}

/** What a testbed has seen. @throws {Refused} */
export async function lookAtTestbed(id: string): Promise<Seen> {
  return (await ask('GET', `${TESTBEDS}/${id}`)) as Seen
}

/** Drops a testbed, and what this browser has of it. */
export async function dropTestbed(id: string): Promise<void> {
  const token = localStorage.getItem(tokenKey(id))
  localStorage.removeItem(tokenKey(id))
  // Only the server can make the browser drop an HttpOnly cookie. One that is over already has nothing left to clear.
  await fetch(`${TESTBEDS}/${id}/api/sign-out`, { method: 'POST', headers: token === null ? {} : { authorization: `Bearer ${token}` } })
  await fetch(`${TESTBEDS}/${id}`, { method: 'DELETE' })
}

async function ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
  const sent = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(path, { method, cache: 'no-store', ...sent })
  const told = (await answer.json()) as { detail?: string }
  if (!answer.ok) throw new Refused(told.detail)
  return told
}
