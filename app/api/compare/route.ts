import { z } from 'zod'
import { MODE_NAMES } from '@/lib/auth/contract'
import { open, route } from '@/lib/next/handler'
import { SETTINGS } from '@/lib/compare/column'
import { shownOf } from '@/lib/compare/criteria'
import { asJson } from '@/lib/compare/export'
import { measureColumn } from '@/lib/compare/measure-column'
import { RECORDING } from '@/lib/compare/recording'
import { env } from '@/lib/env'
import { inTurn } from '@/lib/lab/run'
import { Problem } from '@/lib/problem'

/** One column to measure. */
const RunInput = z.strictObject({
  mode: z.enum(MODE_NAMES, { error: `must be one of: ${MODE_NAMES.join(', ')}` }),
  revocation: z.enum(SETTINGS, { error: 'must be one of: none, list' }).default('none'),
})

/**
 * The recorded comparison as data and, where the lab is on, a way to measure one column of it here. Nobody needs to be
 * signed in: nothing here is anybody's.
 */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(() => Promise.resolve({ body: asJson(RECORDING) })),
  POST: open(async ({ body: { mode, revocation }, request: { signal } }) => {
    if (!env().lab) throw new Problem('not_found', 'Nothing is measured where the lab is off. GET answers with the recorded figures.')
    return { body: shownOf(await inTurn(() => measureColumn(mode, revocation, signal))) }
  }, RunInput),
})
