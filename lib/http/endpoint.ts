import type { z } from 'zod'
import type { App } from '../app'
import type { Accepted, AuthRequest, Effect } from '../auth/contract'
import { currentPerson } from '../accounts/freshness'
import { Problem, type ProblemCode } from '../problem'
import type { StoredUser } from '../stores/users'
import type { Answer } from './answer'
import type { Arrival } from './arrival'
import { isJson, parseJson, readBody, validate } from './body'
import { queryOf } from './query'
import { carriesOurCookie } from './request'
import { isSameOrigin } from './same-origin'

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof METHODS)[number]

/** What a server is made of besides its endpoints. An experiment takes a defence away by giving it another part. */
export interface Parts {
  /** For unsafe requests. @throws {Problem} cross_site */
  readonly refuseCrossSite: (headers: Headers, ours: string) => void
  /** What a failure is to a client. */
  readonly problemOf: (error: unknown) => Problem
  /** The Set-Cookie lines of an answer; `now` in ms since epoch. */
  readonly setCookieLines: (effects: readonly Effect[], now: number) => readonly string[]
}

/** A request on its way to an endpoint. */
export interface Call {
  readonly app: App
  readonly request: Request
  readonly arrival: Arrival | null
  /** What modes see of it. */
  readonly req: AuthRequest
  readonly parts: Parts
  /** The parts of the path that stand in braces, decoded. */
  readonly params: Readonly<Record<string, string>>
}

/** One form of an answer: its media type and, where it is JSON, what is in it. */
export interface Representation {
  readonly type: string
  readonly schema?: z.ZodType
}

/** What an endpoint answers with when it does what it was asked, by status: the schema of its JSON, or every form that it can have; none means no body. */
export type Answers = Readonly<Partial<Record<200 | 201 | 204, z.ZodType | readonly Representation[]>>>

/** What there is to know of an endpoint without asking it anything. */
export interface Described {
  readonly method: Method
  /** As OpenAPI writes it: `/api/sessions/{id}`. */
  readonly path: string
  /** What it does, in a few words. */
  readonly does: string
  readonly who: string
  readonly body?: z.ZodType
  /** Of a body that is a form instead. */
  readonly form?: z.ZodType
  readonly query?: z.ZodType
  readonly answers?: Answers
  /** Refusals besides those that follow from who may call it and what it takes. */
  readonly errors: readonly ProblemCode[]
  /** Whether a server with this configuration has it; every method answers 404 otherwise. */
  readonly exists?: (app: Pick<App, 'lab'>) => boolean
}

/** One thing that clients can ask for. The table of them is all that the API is. */
export interface Endpoint extends Described {
  /** @throws {Problem} */
  handle(call: Call): Promise<Answer>
}

/** Somebody signed in whose account the database still has, and has not disabled. */
export interface Current extends Accepted {
  /** As the database has them now, whatever the credential says. */
  readonly user: StoredUser
}

/** Who may call an endpoint, and what that is known from. @throws {Problem} a reject reason, forbidden */
export const WHO = {
  /** Nobody is asked for. */
  anybody: () => Promise.resolve(undefined),
  signed_in: ({ app: { mode }, req }: Pick<Call, 'app' | 'req'>) => accepted(mode, req),
  /** Where more is at stake than seeing a page: the account must still be there and enabled, in every mode. */
  current: ({ app, req }: Pick<Call, 'app' | 'req'>) => current(app, req),
  /** Who is an administrator, the database says; what a credential remembers neither helps nor hinders. */
  admin: async ({ app, req }: Pick<Call, 'app' | 'req'>) => {
    const found = await current(app, req)
    if (found.user.role !== 'admin') throw new Problem('forbidden')
    return found
  },
} satisfies Record<string, (call: Call) => Promise<unknown>>
export type Who = keyof typeof WHO

async function accepted(mode: App['mode'], req: AuthRequest): Promise<Accepted> {
  const verdict = await mode.verify(req)
  if (!verdict.ok) throw new Problem(verdict.reason)
  return verdict
}

async function current(app: Pick<App, 'mode' | 'stores'>, req: AuthRequest): Promise<Current> {
  const verdict = await accepted(app.mode, req)
  const user = await currentPerson(app.stores, verdict.session)
  if (!user) throw new Problem('revoked')
  return { ...verdict, user }
}

interface Definition<W extends Who, B, Q> {
  readonly method: Method
  readonly path: string
  readonly does: string
  readonly who: W
  /** Of its JSON body. One that takes `undefined` makes the body optional. */
  readonly body?: z.ZodType<B>
  /** Of the parameters in its address. */
  readonly query?: z.ZodType<Q>
  /** What clients and the tests hold it to. */
  readonly answers?: Answers
  readonly errors?: readonly ProblemCode[]
  readonly exists?: Endpoint['exists']
  readonly run: (call: Call & { readonly by: Awaited<ReturnType<(typeof WHO)[W]>>; readonly body: B; readonly query: Q }) => Promise<Answer> | Answer
}

/** An endpoint that refuses in the order that all have: 413, 415, 403 `cross_site`, 401, 403 `forbidden`, 400, 404, 409. */
export function define<W extends Who, B = undefined, Q = undefined>(definition: Definition<W, B, Q>): Endpoint {
  const { run, errors = [], ...said } = definition
  return {
    ...said,
    errors,
    async handle(call) {
      const bytes = await bodyOf(call, said.body)
      refuseForeign(call)
      const by = (await WHO[said.who](call)) as Awaited<ReturnType<(typeof WHO)[W]>>
      const body = (said.body && (bytes === null ? said.body.parse(undefined) : parseJson(bytes, said.body))) as B
      const query = (said.query && validate(queryOf(call.request), said.query)) as Q
      return run({ ...call, by, body, query })
    },
  }
}

/** Null where there is none and need not be. @throws {Problem} payload_too_large, unsupported_media_type */
export async function bodyOf({ request }: Pick<Call, 'request'>, schema: z.ZodType | undefined): Promise<Uint8Array | null> {
  if (!isUnsafe(request)) return null
  const bytes = await readBody(request)
  const contentType = request.headers.get('content-type')
  const absent = bytes.length === 0 && contentType === null && schema?.safeParse(undefined).success === true
  if (schema && !absent && !isJson(contentType)) throw new Problem('unsupported_media_type')
  return absent ? null : bytes
}

/** Where nothing travels by itself, nobody can be made to send it. @throws {Problem} cross_site */
function refuseForeign({ app, request, parts }: Call): void {
  if (isUnsafe(request) && app.mode.facts.crossSite === 'origin-check') parts.refuseCrossSite(request.headers, app.origin)
}

const isUnsafe = ({ method }: Request) => method !== 'GET' && method !== 'HEAD'

/** For unsafe requests. @throws {Problem} cross_site */
export function refuseCrossSite(headers: Headers, ours: string): void {
  const secFetchSite = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (isSameOrigin({ secFetchSite, origin, ourCookie: carriesOurCookie(headers) }, ours)) return
  throw new Problem(
    'cross_site',
    `Sec-Fetch-Site is ${secFetchSite ?? 'absent'} and Origin is ${origin ?? 'absent'}; this server's origin is ${ours}.`,
  )
}
