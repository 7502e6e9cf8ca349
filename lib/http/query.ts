import { z } from 'zod'
import { isCursor } from '@/lib/stores/cursor'
import { MOST_PER_PAGE, PAGE_SIZE } from '../stores/paging'

/** How many to list. */
const limitField = z
  .string()
  .default(String(PAGE_SIZE))
  .refine((text) => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_PER_PAGE, {
    error: `must be a whole number from 1 to ${String(MOST_PER_PAGE)}`,
  })
  .transform(Number)

/** What every list takes. */
export const pageFields = {
  limit: limitField,
  cursor: z.string().refine(isCursor, { error: 'must be the `next` of a page before' }).optional(),
}

/** `?with=` and this, for a list that comes with more only for who asks. */
export const withField = (more: string) => z.literal(more, { error: `must be: ${more}` }).optional()

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
