import { z } from 'zod'
import { usersBody } from '@/lib/http/bodies'
import { validate } from '@/lib/http/body'
import { admin, route } from '@/lib/next/handler'
import { pageFields, queryOf, withField } from '@/lib/http/query'
import { listPeople } from '@/lib/accounts/people'

const Query = z.strictObject({
  ...pageFields,
  search: z.string().trim().max(254, { error: 'must have at most 254 characters' }).optional(),
  with: withField('sessions'),
})

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app, req, request }) => {
    const { with: more, ...query } = validate(queryOf(request), Query)
    const page = await (more ? listPeople({ ...app, req }, query) : app.stores.users.list(query))
    return { body: usersBody(page) }
  }),
})
