import { z } from 'zod'
import type { ModeFacts } from '../auth/contract'
import { SCOPES } from '../oauth/service-tokens'
import { PROBLEMS, type ProblemCode } from '../problem'
import { codesOf } from './codes'
import { WHO, type Answers, type Described, type Representation } from './endpoint'
import { exampleOf } from './example'
import { OAuthRefusal } from './oauth-schemas'
import { NAMES, ProblemBody } from './schemas'

export type JsonSchema = Readonly<Record<string, unknown>>
type Content = Readonly<Record<string, { readonly schema?: JsonSchema; readonly example?: unknown }>>

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: JsonSchema
}

export interface Operation {
  readonly operationId: string
  readonly summary: string
  /** Whom it is for. */
  readonly description: string
  readonly tags: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly headers?: JsonSchema; readonly content?: Content }>>
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
}

/** The whole API, as OpenAPI 3.1 has it. */
export interface OpenApi {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description: string; readonly license: { readonly name: string } }
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>>; readonly securitySchemes: Readonly<Record<string, JsonSchema>> }
}

/** Where the document is of. */
interface Place {
  readonly origin: string
  readonly facts: ModeFacts
  readonly version: string
}

/** Where the pages and the document put an endpoint. */
const GROUPS = [
  ['Own account', /^\/api\/account/],
  ['Administration', /^\/api\/admin\//],
  ['Between servers', /^\/(api\/(token|reports)|[.]well-known)/],
  ['Lab', /^\/api\/lab\//],
  ['Comparison', /compare/],
  ['This server', /^\/api\/(health|openapi)/],
  ['Sessions', /^/],
] as const

export const groupOf = ({ path }: Pick<Described, 'path'>): string => GROUPS.find(([, pattern]) => pattern.test(path))?.[0] ?? ''

/** A name for an endpoint that fits into an address: `post-api-sign-in`. */
export const slugOf = ({ method, path }: Pick<Described, 'method' | 'path'>): string => `${method} ${path}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replace(/-$/, '')

/** The document of these endpoints, at this server. */
export function openApi(table: readonly Described[], { origin, facts, version }: Place): OpenApi {
  const { schemas, of } = collector()
  const paths: Record<string, Record<string, Operation>> = {}
  const groups = new Set(table.map(groupOf))
  for (const endpoint of table) {
    const { method, path, does } = endpoint
    const parameters = parametersOf(endpoint, of)
    const requestBody = bodyOf(endpoint, of)
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: slugOf(endpoint),
        summary: does,
        description: forWhom(endpoint),
        tags: [groupOf(endpoint)],
        ...(parameters.length > 0 && { parameters }),
        ...(requestBody && { requestBody }),
        responses: { ...successes(endpoint.answers, of), ...refusals(endpoint, of) },
        security: securityOf(endpoint),
      },
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Stateside',
      version,
      description: `The API of this server. Every refusal is problem+json with a code, which ${origin}/docs/errors explains.`,
      license: { name: 'MIT' },
    },
    servers: [{ url: origin }],
    tags: GROUPS.flatMap(([name]) => (groups.has(name) ? [{ name }] : [])),
    paths,
    components: { schemas, securitySchemes: securitySchemes(facts, origin) },
  }
}

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => JsonSchema

/** Makes JSON schemas of ours, and keeps what has a name once for all. */
function collector(): { readonly schemas: Record<string, JsonSchema>; readonly of: SchemaOf } {
  const schemas: Record<string, JsonSchema> = {}
  const moved = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonSchema
  return {
    schemas,
    of(schema, io) {
      // What stands alone would not be given by its name.
      const { $defs = {}, properties } = z.toJSONSchema(z.object({ it: schema }), { metadata: NAMES, io, unrepresentable: 'any' })
      for (const [name, found] of Object.entries($defs)) {
        const { id: _, ...rest } = found as JsonSchema
        schemas[name] = moved(rest)
      }
      return moved(properties?.['it'] ?? {})
    },
  }
}

function parametersOf({ path, query }: Described, of: SchemaOf): readonly Parameter[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']): Parameter => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const { properties = {}, required = [] } = (query ? of(query, 'input') : {}) as { properties?: Record<string, JsonSchema>; required?: readonly string[] }
  return [...inPath, ...Object.entries(properties).map(([name, schema]): Parameter => ({ name, in: 'query', required: required.includes(name), schema }))]
}

function bodyOf({ body, form }: Described, of: SchemaOf): Operation['requestBody'] | null {
  const schema = body ?? form
  if (!schema) return null
  const json = of(schema, 'input')
  return {
    required: !schema.safeParse(undefined).success,
    content: { [body ? 'application/json' : 'application/x-www-form-urlencoded']: { schema: json, example: exampleOf(json) } },
  }
}

function successes(answers: Answers | undefined, of: SchemaOf): Operation['responses'] {
  if (!answers) return { 200: { description: 'Done.', content: { 'application/json': {} } } }
  return Object.fromEntries(
    Object.entries(answers).map(([status, said]) => {
      const forms = said instanceof z.ZodType ? [{ type: 'application/json', schema: said }] : said
      const content = Object.fromEntries(forms.map(({ type, schema }: Representation) => [type, schema ? { schema: of(schema, 'output') } : {}]))
      return [status, { description: forms.length === 0 ? 'Done; there is no body.' : 'Done.', ...(forms.length > 0 && { content }) }]
    }),
  )
}

const RETRY_AFTER = { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'string' } } }

function refusals(endpoint: Described, of: SchemaOf): Operation['responses'] {
  const problem = of(ProblemBody, 'output')
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of codesOf(endpoint)) byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code])
  const problems = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' '),
      ...((status === 429 || status === 503) && { headers: RETRY_AFTER }),
      content: { 'application/problem+json': { schema: { allOf: [problem, { type: 'object', properties: { code: { enum: codes } } }] } } },
    },
  ])
  const oauth = [400, 401].map((status) => [String(status), { description: 'Refused as RFC 6749 section 5.2 says.', content: { 'application/json': { schema: of(OAuthRefusal, 'output') } } }])
  return Object.fromEntries(endpoint.who === 'client' ? [...oauth, ...problems] : problems) as Operation['responses']
}

function forWhom({ who }: Described): string {
  if (who === 'anybody') return 'For anybody.'
  if (who === 'admin') return 'For administrators.'
  if (who === 'client') return 'For a client, by its id and secret.'
  return Object.hasOwn(WHO, who) ? 'For whoever is signed in.' : `For a server with a token for ${who}.`
}

function securityOf({ who }: Described): Operation['security'] {
  if (who === 'client') return [{ client: [] }]
  if (who === 'anybody') return []
  return Object.hasOwn(WHO, who) ? [{ session: [] }] : [{ service: [who] }]
}

function securitySchemes({ carrier, credentialName }: ModeFacts, origin: string): OpenApi['components']['securitySchemes'] {
  const session = carrier === 'cookie' ? { type: 'apiKey', in: 'cookie', name: credentialName } : { type: 'http', scheme: 'bearer' }
  const scopes = Object.fromEntries(SCOPES.map((scope) => [scope, `allows ${scope}`]))
  return {
    session: { ...session, description: 'A person who is signed in, as this server’s mode carries it.' },
    client: { type: 'http', scheme: 'basic', description: 'The id and the secret of a client.' },
    service: { type: 'oauth2', description: 'A token between servers.', flows: { clientCredentials: { tokenUrl: `${origin}/api/token`, scopes } } },
  }
}
