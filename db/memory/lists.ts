import type { Page, PageQuery } from '@/lib/auth/contract'
import { keyOf, pageOf, type Key } from '@/lib/stores/cursor'

/** Of what a list holds, the page that is asked for. */
export function listPage<T>(all: readonly T[], keyed: (item: T) => Key, page: PageQuery): Page<T> {
  const start = keyOf(page.cursor)
  const found = all.map((item) => ({ item, key: keyed(item) })).filter(({ key }) => !start || falls(start, key) > 0)
  return pageOf(found.sort((a, b) => falls(b.key, a.key)), page)
}

/** As a comparison of two keys. */
export function falls(a: Key, b: Key): number {
  const at = b.findIndex((part, index) => part !== (a[index] ?? 0))
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
