import { z } from 'zod'

/** The most that one answer lists. */
const MOST = 500

/** How many to list: 100 unless said otherwise. */
export const limitField = z
  .string()
  .default('100')
  .refine((text) => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST, {
    error: `must be a whole number from 1 to ${String(MOST)}`,
  })
  .transform(Number)

/** Whether the address ends in `?with=` and this: a list that comes with more than its own rows only for who asks. */
export function asksFor(request: Request, more: string): boolean {
  return new URL(request.url).searchParams.getAll('with').includes(more)
}

/** The parameters of an address; one that came more than once is a list, which no field takes. */
export function queryOf(request: Request): Record<string, string | readonly string[]> {
  const { searchParams } = new URL(request.url)
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const all = searchParams.getAll(name)
      return [name, all.length === 1 ? (all[0] ?? '') : all]
    }),
  )
}
