import { z } from 'zod'
import { SCOPES } from '../oauth/service-tokens'
import { EVENT_TYPES } from '../stores/events'
import { END_REASONS } from '../auth/contract'
import { IdentityFields } from '../auth/credentials/identity'
import { REJECTIONS } from '../auth/reject'

/** What is said of a schema besides its shape. One with an `id` stands in the document once, under that name. */
export const NAMES = z.registry<{ readonly id?: string; readonly description?: string; readonly format?: string }>()

const named = <T extends z.ZodType>(id: string, schema: T, description?: string): T => {
  NAMES.add(schema, { id, ...(description && { description }) })
  return schema
}

/** Bodies that the API answers with; their makers are in `bodies.ts`, and the journeys hold every answer to these. */

const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
NAMES.add(time, { format: 'date-time' })
const reason = z.enum(Object.keys(REJECTIONS))
const place = z.enum(['browser', 'server', 'store'])
const kind = z.enum(['opaque', 'jws', 'jwe', 'seal'])
const next = z.string().nullable()
NAMES.add(next, { description: 'The `cursor` of the next page; null on the last.' })

export const User = named('User', IdentityFields.omit({ epoch: true }))
export const Account = named('Account', User.extend({ disabled: z.boolean(), createdAt: time }), 'A person, as administrators see them.')
export const Session = named('Session', z.object({ id: z.string(), createdAt: time, expiresAt: time }))

/** Where the client keeps its credential itself; RFC 6749 section 5.1. */
const handedOver = { access_token: z.string().optional(), token_type: z.literal('Bearer').optional(), expires_in: z.int().nonnegative().optional() }

const signedIn = { mode: z.string(), user: User, session: Session }
export const SignedIn = named('SignedIn', z.object({ ...signedIn, ...handedOver }), 'Who is signed in. With a token where no cookie carries the credential.')
const outdated = z.object({ ...User.omit({ id: true }).partial().shape, disabled: z.literal(true), deleted: z.literal(true) }).partial()
NAMES.add(outdated, { description: 'What the database says otherwise than the credential.' })
export const Me = named('Me', z.object({ ...signedIn, outdated: outdated.optional() }))

const atExpiry = { takesEffect: z.literal('at-expiry'), at: time, why: z.string() }
const now = { takesEffect: z.literal('now') }
export const Revocation = named(
  'Revocation',
  z.union([z.object(now), z.object(atExpiry)]),
  'A promise: after `now` every copy is refused; with `at-expiry` nothing is accepted after `at`.',
)
export const Replaced = named(
  'Replaced',
  z.union([z.object({ ...now, session: Session, ...handedOver }), z.object({ ...atExpiry, session: Session, ...handedOver })]),
  'When everything else is over, and the session that this client goes on with.',
)
export const Renewed = z.object({ session: Session, ...handedOver })
export const Renamed = z.object({ user: Account, ...handedOver })
export const Role = z.object({ role: z.enum(['user', 'admin']) })
export const Authority = z.object({ user: Account, revocation: Revocation.nullable() })

const listed = { id: z.string(), current: z.boolean(), createdAt: time, lastSeenAt: time, expiresAt: time, ip: z.string().nullable(), userAgent: z.string().nullable() }
const ending = { endedAt: time, why: z.enum(END_REASONS) }
const ListedSession = named('ListedSession', z.object(listed))
const OthersSession = named('OthersSession', z.object({ userId: z.string(), ...listed }))
const EndedSession = named('EndedSession', z.object({ ...listed, ...ending, endedBy: z.enum(['you', 'an administrator', 'this server']) }))
const OthersEndedSession = named('OthersEndedSession', z.object({ userId: z.string(), ...listed, ...ending, endedBy: z.string().nullable() }))
export const Sessions = z.object({ sessions: z.array(ListedSession), next, ended: z.array(EndedSession).optional() })
export const EverySession = z.object({ sessions: z.array(OthersSession), next, ended: z.array(OthersEndedSession).optional() })
const ListedAccount = named('ListedAccount', Account.extend({ sessions: z.int().nonnegative().nullable().optional() }))
export const Accounts = z.object({ users: z.array(ListedAccount), next })

const nullable = z.string().nullable()
const Event = named('Event', z.object({ id: z.string(), at: time, type: z.enum(EVENT_TYPES), userId: nullable, actorId: nullable, sessionId: nullable, ip: nullable, userAgent: nullable, detail: nullable }))
export const Events = z.object({ events: z.array(Event), next })

const Client = named('Client', z.object({ id: z.string(), name: z.string(), scopes: z.array(z.enum(SCOPES)), createdAt: time }))
export const Clients = z.object({ clients: z.array(Client) })
export const NewClient = z.object({ client: Client, client_secret: z.string() })

const PublicKey = named('PublicKey', z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string(), use: z.literal('sig'), alg: z.string() }), 'A public JWK; RFC 8037.')
const keyTimes = z.object({ kid: z.string(), createdAt: time, retiredAt: time.nullable(), acceptedUntil: time.nullable() })
export const SigningKeys = z.object({ keys: z.array(PublicKey), times: z.array(keyTimes).nullable().optional(), secretsAccepted: z.int().optional() })
export const NewKey = z.object({ key: PublicKey })
export const KeySet = z.object({ keys: z.array(PublicKey) })

const Report = named('Report', z.object({ id: z.string(), title: z.string(), createdAt: time, clientId: z.string() }))
export const Reports = z.object({ reports: z.array(Report) })
export const NewReport = z.object({ report: Report })

export const Health = z.object({ status: z.literal('ok'), mode: z.string(), store: z.string(), instance: z.string() })

export const Step = named('TraceStep', z.object({ at: z.enum(['client', 'server', 'store']), label: z.string(), detail: z.string(), micros: z.number() }))
const checkCost = z.object({ p50: z.number(), n: z.int(), reads: z.int().nonnegative() })
NAMES.add(checkCost, { description: 'What one check costs by itself: microseconds, the median of n, and how often it asks the store.' })
const known = z.enum(['set', 'inferred'])
const shown = z.object({ carrier: z.enum(['cookie', 'authorization']), name: z.string(), bytes: z.int(), shown: z.string(), kind, parts: z.array(z.object({ name: z.string(), bytes: z.int() })) })
const content = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
export const Xray = named(
  'Xray',
  z.object({
    mode: z.string(),
    request: z.object({
      method: z.string(),
      path: z.string(),
      bytes: z.int(),
      credential: shown.nullable(),
      headers: z.array(z.array(z.string()).length(2)),
      notSent: z.array(z.object({ what: z.string(), why: z.string() })),
    }),
    verdict: z.union([z.object({ ok: z.literal(true), session: Session, acceptedUntil: time.nullable() }), z.object({ ok: z.literal(false), reason })]),
    response: z.object({ status: z.int(), known, headers: z.array(z.tuple([z.string(), z.string(), known])) }),
    trace: z.array(Step),
    check: checkCost.nullable(),
    state: z.array(z.object({ where: place, what: z.string(), bytes: z.int().nullable(), readableByScript: z.boolean(), content })),
  }),
  'One request, as it ran. Credentials are shown by their first and last characters.',
)

export const Edited = z.object({
  what: z.string(),
  from: nullable,
  to: nullable,
  kind,
  shown: z.string(),
  bytes: z.int(),
  verdict: z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), reason, title: z.string(), means: z.string() })]),
  trace: z.array(Step),
})

const WireEntry = named(
  'WireEntry',
  z.object({
    id: z.int(),
    at: time,
    method: z.string(),
    path: z.string(),
    kind: z.enum(['page', 'data', 'form', 'api']),
    status: z.int(),
    did: z.enum(['checked', 'renewed', 'issued']),
    reason: reason.nullable(),
    bytes: z.int(),
    credentialBytes: z.int().nullable(),
    check: checkCost.nullable(),
    ms: z.number(),
  }),
  'One request of this session, in a line.',
)
export const Wire = z.object({ instance: z.string(), entries: z.array(WireEntry) })
export const WireDetail = z.object({ entry: WireEntry, xray: Xray, given: z.array(z.string()) })

/** RFC 9457. The codes that an answer can have stand with each endpoint. */
export const ProblemBody = named(
  'Problem',
  z.looseObject({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
  'RFC 9457. `type` is the page that explains the code; `errors` names the fields that are wrong.',
)
