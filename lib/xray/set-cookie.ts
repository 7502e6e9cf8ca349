import { redactHeader } from './redact'

/** How long the line that a sign-in answered with can be looked at, in ms, and how many are kept. */
const KEEP_MS = 5 * 60_000
const KEEP = 500

// Next makes modules once per server entry: an action notes the line, a page reads it.
const shared = globalThis as typeof globalThis & { statesideSetCookies?: Map<string, { line: string; at: number }> }

/** Keeps a Set-Cookie line, without its secret, for the page that comes next. */
export function noteSetCookie(sessionId: string, line: string, now: number): void {
  const lines = (shared.statesideSetCookies ??= new Map<string, { line: string; at: number }>())
  lines.delete(sessionId)
  lines.set(sessionId, { line: redactHeader('set-cookie', line), at: now })
  for (const [id, { at }] of lines) {
    if (lines.size <= KEEP && now - at < KEEP_MS) break
    lines.delete(id)
  }
}

/** The line, if this process sent it a few minutes ago or less. */
export function notedSetCookie(sessionId: string, now: number): string | null {
  const noted = shared.statesideSetCookies?.get(sessionId)
  return noted && now - noted.at < KEEP_MS ? noted.line : null
}
