import { isCursor } from '@/lib/stores/cursor'

export type SearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>

/** One value of a search parameter; a repeated one is none. */
export function single(value: string | string[] | undefined): string | null {
  return typeof value === 'string' ? value : null
}

/** The cursor among search parameters; null unless a list gave it. */
export function cursorIn({ cursor }: Awaited<SearchParams>): string | null {
  const given = single(cursor)
  return given !== null && isCursor(given) ? given : null
}
