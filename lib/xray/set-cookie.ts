import { processWide } from '@/lib/process-wide'
import { redactHeader } from './redact'

/** How long the lines that an answer set can be looked at, in ms, and of how many sessions they are kept. */
const KEEP_MS = 5 * 60_000
const KEEP = 500

interface Noted {
  readonly lines: readonly string[]
  readonly at: number
}

/** An action notes the lines, a page reads them. */
const allNoted = () => processWide('set-cookies', () => new Map<string, Noted>())

/** Keeps the Set-Cookie lines of an answer, without their secrets, for the page that comes next. */
export function noteSetCookies(sessionId: string, lines: readonly string[], now: number): void {
  if (lines.length === 0) return
  const noted = allNoted()
  noted.delete(sessionId)
  noted.set(sessionId, { lines: lines.map((line) => redactHeader('set-cookie', line)), at: now })
  for (const [id, { at }] of noted) {
    if (noted.size <= KEEP && now - at < KEEP_MS) break
    noted.delete(id)
  }
}

/** The lines, if this process sent them a few minutes ago or less. */
export function notedSetCookies(sessionId: string, now: number): readonly string[] {
  const noted = allNoted().get(sessionId)
  return noted && now - noted.at < KEEP_MS ? noted.lines : []
}
