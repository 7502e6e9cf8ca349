import type { OpenApi } from '@/lib/http/openapi'

/** Who is asked for: the person of this browser, a client by id and secret, a server by token, or nobody. */
export type Scheme = 'session' | 'client' | 'service' | 'nobody'

/** One endpoint as a form can be made of it. */
export interface Callable {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly does: string
  readonly group: string
  readonly scheme: Scheme
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query' }[]
  readonly body: { readonly type: string; readonly example: string } | null
}

const FORM = 'application/x-www-form-urlencoded'

/** Every endpoint of the document. */
export function callablesOf({ paths }: OpenApi): readonly Callable[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId: id, summary, tags, parameters = [], requestBody, security }]): Callable => {
      const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
      return {
        id,
        method: method.toUpperCase(),
        path,
        does: summary,
        group: tags[0] ?? '',
        scheme: (Object.keys(security[0] ?? {})[0] ?? 'nobody') as Scheme,
        parameters: parameters.map(({ name, in: at }) => ({ name, in: at })),
        body: type === undefined ? null : { type, example: exampleText(type, content?.example) },
      }
    }),
  )
}

function exampleText(type: string, example: unknown): string {
  return type === FORM ? new URLSearchParams(example as Record<string, string>).toString() : JSON.stringify(example, null, 2)
}

/** A request as it is copied: what stands for somebody is a variable of the shell, never a value. */
export interface Copied {
  readonly method: string
  readonly url: string
  readonly scheme: Scheme
  /** Whether a person's credential is a cookie. */
  readonly cookies: boolean
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | null
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

export function asCurl({ method, url, scheme, cookies, headers, body }: Copied): string {
  const { origin } = new URL(url)
  const person = scheme === 'session' || scheme === 'nobody'
  const parts = [
    `curl -s ${method === 'GET' ? '' : `-X ${method} `}${quoted(url)}`,
    ...(person && cookies ? ['-b jar -c jar'] : []),
    // A cookie without an Origin is refused.
    ...(person && cookies && method !== 'GET' ? [`-H ${quoted(`Origin: ${origin}`)}`] : []),
    ...((scheme === 'session' && !cookies) || scheme === 'service' ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(scheme === 'client' ? ['-u "$CLIENT_ID:$CLIENT_SECRET"'] : []),
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`-d ${quoted(body)}`]),
  ]
  return parts.join(' \\\n  ')
}

export function asFetch({ method, url, scheme, cookies, headers, body }: Copied): string {
  const authorization = scheme === 'client' ? '`Basic ${btoa(`${id}:${secret}`)}`' : scheme === 'service' || (scheme === 'session' && !cookies) ? '`Bearer ${token}`' : null
  const lines = [
    ...(method === 'GET' ? [] : [`  method: '${method}',`]),
    ...(headers.length > 0 || authorization !== null
      ? [`  headers: { ${[...headers.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`), ...(authorization === null ? [] : [`authorization: ${authorization}`])].join(', ')} },`]
      : []),
    ...(body === null ? [] : [`  body: ${JSON.stringify(body)},`]),
  ]
  return `await fetch(${JSON.stringify(new URL(url).pathname + new URL(url).search)}${lines.length > 0 ? `, {\n${lines.join('\n')}\n}` : ''})`
}
