import { z } from 'zod'
import { listPeople } from '../../accounts/people'
import { listEnded, listEverySession, listSessions } from '../../accounts/sessions'
import { EVENT_TYPES } from '../../stores/events'
import { clientBody, eventsBody, everyEndedBody, everySessionBody, ownEndedBody, ownSessionsBody, signingKeysBody, usersBody } from '../bodies'
import { define } from '../endpoint'
import { Accounts, Clients, Events, EverySession, Sessions, SigningKeys } from '../schemas'
import { asksFor, pageFields, withField } from '../query'

const SessionsQuery = z.strictObject({ ...pageFields, with: withField('ended') })

const UsersQuery = z.strictObject({
  ...pageFields,
  search: z.string().trim().max(254, { error: 'must have at most 254 characters' }).optional(),
  with: withField('sessions'),
})

const EventsQuery = z.strictObject({
  ...pageFields,
  type: z.enum(EVENT_TYPES, { error: `must be one of: ${EVENT_TYPES.join(', ')}` }).optional(),
  // As ids of ours look.
  userId: z.string().regex(/^[\w-]{1,64}$/, { error: 'must be an id' }).optional(),
})

/** What there is, page by page. */
export const LISTS = [
  define({
    method: 'GET',
    path: '/api/sessions',
    does: 'lists your sessions, this one first',
    who: 'current',
    answers: { 200: Sessions },
    query: SessionsQuery,
    errors: ['unsupported_by_mode'],
    async run({ app, by: { session }, req, query: { with: more, ...page } }) {
      const deps = { ...app, session, req }
      const body = ownSessionsBody(await listSessions(deps, page), session.id)
      if (!more) return { body }
      return { body: { ...body, ended: ownEndedBody(await listEnded(deps, session.user.id, page.limit), session.id) } }
    },
  }),
  define({
    method: 'GET',
    path: '/api/admin/sessions',
    does: 'lists everybody’s sessions',
    who: 'admin',
    answers: { 200: EverySession },
    query: SessionsQuery,
    errors: ['unsupported_by_mode'],
    async run({ app, by: { session }, req, query: { with: more, ...page } }) {
      const deps = { ...app, session, req }
      const body = everySessionBody(await listEverySession(deps, page), session.id)
      return { body: more ? { ...body, ended: everyEndedBody(await listEnded(deps, null, page.limit), session.id) } : body }
    },
  }),
  define({
    method: 'GET',
    path: '/api/admin/users',
    does: 'lists people',
    who: 'admin',
    answers: { 200: Accounts },
    query: UsersQuery,
    async run({ app, req, query: { with: more, ...query } }) {
      return { body: usersBody(await (more ? listPeople({ ...app, req }, query) : app.stores.users.list(query))) }
    },
  }),
  define({
    method: 'GET',
    path: '/api/admin/events',
    does: 'lists what happened',
    who: 'admin',
    answers: { 200: Events },
    query: EventsQuery,
    run: async ({ app: { stores }, query }) => ({ body: eventsBody(await stores.events.list(query)) }),
  }),
  define({
    method: 'GET',
    path: '/api/admin/clients',
    does: 'lists the servers that may ask for tokens',
    who: 'admin',
    answers: { 200: Clients },
    run: async ({ app: { stores } }) => ({ body: { clients: (await stores.clients.list()).map(clientBody) } }),
  }),
  define({
    method: 'GET',
    path: '/api/admin/signing-keys',
    does: 'lists the public keys that tokens are verified with',
    who: 'admin',
    answers: { 200: SigningKeys },
    async run({ app, req, request }) {
      const { keys, ...more } = await signingKeysBody(app, req.now)
      return { body: asksFor(request, 'times') ? { keys, ...more } : { keys } }
    },
  }),
]
