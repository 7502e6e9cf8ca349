import { z } from 'zod'
import { MODE_NAMES } from '@/lib/auth/contract'
import { open, route } from '@/lib/next/handler'
import { env } from '@/lib/env'
import { arenas } from '@/lib/lab/alive'
import { IN_BROWSER_DEFENCES, IN_BROWSER_IDS } from '@/lib/lab/arenas'

const ArenaInput = z.strictObject({
  experiment: z.enum(IN_BROWSER_IDS, { error: `must be one of: ${IN_BROWSER_IDS.join(', ')}` }),
  mode: z.enum(MODE_NAMES, { error: `must be one of: ${MODE_NAMES.join(', ')}` }),
  without: z
    .array(z.enum(IN_BROWSER_DEFENCES, { error: `must be one of: ${IN_BROWSER_DEFENCES.join(', ')}` }))
    .max(IN_BROWSER_DEFENCES.length)
    .default([]),
})

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: open(async ({ body }) => ({ status: 201, body: { id: (await arenas().create(body)).id } }), ArenaInput),
}, { exists: () => env().lab })
