import { z } from 'zod'
import { userBody } from '@/lib/auth/answers'
import { validate } from '@/lib/auth/next/body'
import { admin, route } from '@/lib/auth/next/handler'
import { limitField, queryOf } from '@/lib/auth/next/query'

const Query = z.strictObject({
  search: z.string().trim().max(254, { error: 'must have at most 254 characters' }).optional(),
  limit: limitField,
})

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app: { stores }, request }) => {
    const { search, limit } = validate(queryOf(request), Query)
    return { body: { users: (await stores.users.list(limit, search)).map(userBody) } }
  }),
})
