import { z } from 'zod'
import { MODE_NAMES } from '@/lib/auth/contract'
import { open, route } from '@/lib/auth/next/handler'
import { getColumn, getColumns, SETTINGS } from '@/lib/compare/comparison'
import { shownOf } from '@/lib/compare/criteria'
import { asJson } from '@/lib/compare/export'
import { env } from '@/lib/env'

/** One column to measure. `anew`: also if that was done a moment ago. */
const RunInput = z.strictObject({
  mode: z.enum(MODE_NAMES, { error: `must be one of: ${MODE_NAMES.join(', ')}` }),
  revocation: z.enum(SETTINGS, { error: 'must be one of: none, list' }).default('none'),
  anew: z.boolean({ error: 'must be true or false' }).default(false),
})

/** The comparison as data, and a way to measure one column of it. Nobody needs to be signed in: nothing here is anybody's. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(async () => ({ body: asJson(await getColumns(SETTINGS, { lab: env().lab })) })),
  POST: open(async ({ body: { mode, revocation, anew } }) => {
    return { body: shownOf(await getColumn(mode, revocation, { lab: env().lab, anew })) }
  }, RunInput),
})
