import { noted } from './noted'
import { redactHeader } from './redact'

const setCookies = noted<readonly string[]>('set-cookies')

/** Keeps the Set-Cookie lines of an answer, without their secrets, for the page that comes next. `now` in ms since epoch. */
export function noteSetCookies(sessionId: string, lines: readonly string[], now: number): void {
  if (lines.length > 0) setCookies.put(sessionId, lines.map((line) => redactHeader('set-cookie', line)), now)
}

/** The lines, if this process sent them a few minutes ago or less. */
export function notedSetCookies(sessionId: string, now: number): readonly string[] {
  return setCookies.get(sessionId, now) ?? []
}
