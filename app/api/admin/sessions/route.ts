import { z } from 'zod'
import { everyEndedBody, everySessionBody } from '@/lib/http/bodies'
import { validate } from '@/lib/http/body'
import { admin, route } from '@/lib/next/handler'
import { pageFields, queryOf, withField } from '@/lib/http/query'
import { listEnded, listEverySession } from '@/lib/accounts/sessions'

const Query = z.strictObject({ ...pageFields, with: withField('ended') })

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app, verdict: { session }, req, request }) => {
    const { with: more, ...page } = validate(queryOf(request), Query)
    const deps = { ...app, session, req }
    const body = everySessionBody(await listEverySession(deps, page), session.id)
    return { body: more ? { ...body, ended: everyEndedBody(await listEnded(deps, null, page.limit), session.id) } : body }
  }),
})
