import { z } from 'zod'
import { EVENT_TYPES } from '@/lib/stores/contract'
import { eventsBody } from '@/lib/http/bodies'
import { validate } from '@/lib/http/body'
import { admin, route } from '@/lib/next/handler'
import { pageFields, queryOf } from '@/lib/http/query'

const Query = z.strictObject({
  ...pageFields,
  type: z.enum(EVENT_TYPES, { error: `must be one of: ${EVENT_TYPES.join(', ')}` }).optional(),
  // As ids of ours look.
  userId: z.string().regex(/^[\w-]{1,64}$/, { error: 'must be an id' }).optional(),
})

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app: { stores }, request }) => ({ body: eventsBody(await stores.events.list(validate(queryOf(request), Query))) })),
})
