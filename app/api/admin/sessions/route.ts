import { z } from 'zod'
import { everyEndedBody, everySessionBody } from '@/lib/auth/answers'
import { validate } from '@/lib/auth/next/body'
import { admin, route } from '@/lib/auth/next/handler'
import { pageFields, queryOf, withField } from '@/lib/auth/next/query'
import { listEnded, listEverySession } from '@/lib/auth/sessions'

const Query = z.strictObject({ ...pageFields, with: withField('ended') })

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app, verdict: { session }, req, request }) => {
    const { with: more, ...page } = validate(queryOf(request), Query)
    const deps = { ...app, session, req }
    const body = everySessionBody(await listEverySession(deps, page), session.id)
    return { body: more ? { ...body, ended: everyEndedBody(await listEnded(deps, null, page.limit), session.id) } : body }
  }),
})
