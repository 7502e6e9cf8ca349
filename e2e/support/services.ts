import { expect } from '@playwright/test'

const GRACE = { email: 'grace@example.com', password: 'correct horse battery staple' }

export interface ServiceClient {
  readonly client: { readonly id: string; readonly name: string; readonly scopes: readonly string[]; readonly createdAt: string }
  readonly client_secret: string
}

/** Headers by which a request is this person's, whatever carries the credential in the server's mode. */
export async function signedInHeaders(
  origin: string,
  account: { readonly email: string; readonly password: string } = GRACE,
): Promise<Record<string, string>> {
  const { email, password } = account
  const answer = await fetch(`${origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  const { access_token: token } = (await answer.json()) as { access_token?: string }
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')
  return { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(cookie ? { cookie, origin } : {}) }
}

/** As an administrator; `data` is sent as JSON. */
export async function asAdmin(origin: string, method: string, path: string, data?: unknown): Promise<Response> {
  const headers = await signedInHeaders(origin)
  if (data === undefined) return fetch(origin + path, { method, headers })
  return fetch(origin + path, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(data),
  })
}

export async function newClient(origin: string, scopes = ['reports:read', 'reports:write']): Promise<ServiceClient> {
  const answer = await asAdmin(origin, 'POST', '/api/admin/clients', { name: 'Test client', scopes })
  if (answer.status !== 201) throw new Error(`No client: ${await answer.text()}`)
  return (await answer.json()) as ServiceClient
}

export function basic({ client, client_secret }: ServiceClient): string {
  return `Basic ${Buffer.from(`${client.id}:${client_secret}`).toString('base64')}`
}

/** A form posted by the client. */
export function post(origin: string, path: string, client: ServiceClient | null, form: Record<string, string>): Promise<Response> {
  return fetch(origin + path, {
    method: 'POST',
    headers: client ? { authorization: basic(client) } : {},
    body: new URLSearchParams(form),
  })
}

export async function tokenOf(origin: string, client: ServiceClient, scope = ''): Promise<string> {
  const answer = await post(origin, '/api/token', client, { grant_type: 'client_credentials', scope })
  const { access_token: token } = (await answer.json()) as { access_token?: string }
  if (token === undefined) throw new Error('No token')
  return token
}

/** A refusal as problem+json, never stored. */
export async function expectProblem(answer: Response, status: number, code: string) {
  const body = (await answer.json()) as Record<string, unknown>
  expect({ status: answer.status, body }).toMatchObject({ status, body: { status, code } })
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return body
}

/** A refusal as RFC 6749 section 5.2 has it. */
export async function expectOAuthError(answer: Response, status: number, error: string) {
  const body = (await answer.json()) as Record<string, unknown>
  expect({ status: answer.status, body }).toEqual({ status, body: { error, error_description: expect.stringMatching(/^[ !#-[\]-~]+$/) as unknown } })
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('www-authenticate')?.startsWith('Basic realm=') ?? false).toBe(status === 401)
}
