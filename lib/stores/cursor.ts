import type { Page, PageQuery } from '@/lib/auth/contract'

/**
 * What a list is ordered by, all descending: a time in ms, then numbers that tell apart what happened at one. A cursor is
 * the key of the last row that was shown, so it leads to the same place whatever comes and goes, that row too.
 */
export type Key = readonly number[]

const KEY = /^\d{1,16}(\.\d{1,16}){1,2}$/

/** Before every row. */
const START: Key = [Number.MAX_SAFE_INTEGER, 0]

function cursorOf(key: Key): string {
  return Buffer.from(key.join('.')).toString('base64url')
}

/** The key that a cursor stands for; null for what no list has given. */
export function keyOf(cursor: string | null | undefined): Key | null {
  if (cursor == null || cursor.length > 80) return null
  const text = Buffer.from(cursor, 'base64url').toString('latin1')
  const key = KEY.test(text) ? text.split('.').map(Number) : []
  return key.length > 0 && key.every(Number.isSafeInteger) && cursorOf(key) === cursor ? key : null
}

/** Whether a list gave it, or could have. */
export function isCursor(text: string): boolean {
  return keyOf(text) !== null
}

/** A page of what was found, which may be one more than it holds: that one says that there is a next page. */
export function pageOf<T>(found: readonly { readonly item: T; readonly key: Key }[], { limit, cursor }: PageQuery): Page<T> {
  const shown = found.slice(0, limit)
  const last = shown.at(-1)?.key ?? keyOf(cursor) ?? START
  return { items: shown.map(({ item }) => item), next: found.length > limit ? cursorOf(last) : null }
}
