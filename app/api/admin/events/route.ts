import { z } from 'zod'
import { EVENT_TYPES } from '@/db/stores/contract'
import { eventBody } from '@/lib/auth/answers'
import { validate } from '@/lib/auth/next/body'
import { admin, route } from '@/lib/auth/next/handler'
import { limitField, queryOf } from '@/lib/auth/next/query'

/** As ids of ours look. */
const id = z.string().regex(/^[\w-]{1,64}$/, { error: 'must be an id' })

/** `before` is the id of the last event that one has seen. */
const Query = z.strictObject({
  type: z.enum(EVENT_TYPES, { error: `must be one of: ${EVENT_TYPES.join(', ')}` }).optional(),
  userId: id.optional(),
  before: id.optional(),
  limit: limitField,
})

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app: { stores }, request }) => {
    const { limit, type, userId, before } = validate(queryOf(request), Query)
    const filter = { ...(type && { type }), ...(userId !== undefined && { userId }), ...(before !== undefined && { before }) }
    return { body: { events: (await stores.events.recent(limit, filter)).map(eventBody) } }
  }),
})
