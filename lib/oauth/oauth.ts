import { timingSafeEqual } from 'node:crypto'
import type { StoredClient } from '@/lib/stores/clients'
import type { Stores } from '@/lib/stores/stores'
import { hashOpaqueId } from '@/lib/auth/credentials/opaque-id'
import { RESOURCE_PATH, SCOPES, secondsGranted, type ServiceTokens } from './service-tokens'

type OAuthCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'

/** A refusal as RFC 6749 section 5.2 has it. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError'

  constructor(
    readonly code: OAuthCode,
    /** Printable ASCII without quotes, as the RFC wants it. */
    readonly description: string,
  ) {
    super(`${code}: ${description}`)
  }

  get status(): 400 | 401 {
    return this.code === 'invalid_client' ? 401 : 400
  }
}

/** Parameters by name, each sent once and with a value. */
export type Parameters = ReadonlyMap<string, string>

/** One name or value of a form. @throws {URIError} for an escape that is broken or no UTF-8 */
function decodeForm(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}

/** application/x-www-form-urlencoded, by RFC 6749 section 3.2. @throws {OAuthError} invalid_request */
export function readForm(bytes: Uint8Array): Parameters {
  const found = new Map<string, string>()
  let pairs: (readonly [name: string, value: string])[]
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    pairs = text.split('&').map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return [decodeForm(name), decodeForm(value.join('='))]
    })
  } catch {
    throw new OAuthError('invalid_request', 'the body is not a form in UTF-8')
  }
  for (const [name, value] of pairs) {
    if (found.has(name)) throw new OAuthError('invalid_request', 'a parameter was sent more than once')
    if (name !== '') found.set(name, value)
  }
  // "Parameters sent without a value MUST be treated as if they were omitted."
  for (const [name, value] of found) if (value === '') found.delete(name)
  return found
}

/** Id and secret by HTTP Basic, which encodes both as a form would first; RFC 6749 section 2.3.1. */
function readBasic(authorization: string): { id: string; secret: string } | null {
  const [, encoded = ''] = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.toString('base64') !== encoded) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const colon = text.indexOf(':')
    return colon < 0 ? null : { id: decodeForm(text.slice(0, colon)), secret: decodeForm(text.slice(colon + 1)) }
  } catch {
    return null
  }
}

/**
 * Which client asks.
 * @param authorization every Authorization header that was sent
 * @throws {OAuthError} invalid_client, invalid_request
 */
export async function identifyClient(
  stores: Pick<Stores, 'clients'>,
  authorization: readonly string[],
  form: Parameters,
): Promise<StoredClient> {
  const [header, ...more] = authorization
  if (header === undefined) throw new OAuthError('invalid_client', 'the client must authenticate with HTTP Basic')
  if (more.length > 0 || form.has('client_secret')) {
    throw new OAuthError('invalid_request', 'the client authenticated in more than one way')
  }
  const basic = readBasic(header)
  const client = basic && (await authenticateClient(stores, basic.id, basic.secret))
  if (!client) throw new OAuthError('invalid_client', 'there is no client with this id and secret')
  if ((form.get('client_id') ?? client.id) !== client.id) {
    throw new OAuthError('invalid_request', 'client_id is not the client that authenticated')
  }
  return client
}

/** The client of that id and secret, or null; it takes the same time whichever of the two is wrong. */
async function authenticateClient(
  { clients }: Pick<Stores, 'clients'>,
  id: string,
  secret: string,
): Promise<StoredClient | null> {
  const found = await clients.find(id)
  const sent = Buffer.from(hashOpaqueId(secret))
  const expected = Buffer.from(found?.secretHash ?? hashOpaqueId(''))
  const equal = sent.length === expected.length && timingSafeEqual(sent, expected)
  return equal && found ? found.client : null
}

/** What a client that has proved who it is asks for. */
interface Asked {
  readonly tokens: ServiceTokens
  readonly client: StoredClient
  readonly form: Parameters
  readonly now: number
}

/** RFC 6749 section 4.4. @throws {OAuthError} */
export async function grantToken({ tokens, client, form, now }: Asked) {
  const type = needed(form, 'grant_type')
  if (type !== 'client_credentials') throw new OAuthError('unsupported_grant_type', 'only client_credentials is supported')
  const scopes = grantedScopes(client, form.get('scope'))
  return {
    access_token: await tokens.issue(client.id, scopes, now),
    token_type: 'Bearer',
    expires_in: secondsGranted(now),
    scope: scopes.join(' '),
  }
}

/** RFC 7662. Of another client's token it says as little as of none. @throws {OAuthError} */
export async function introspect({ tokens, client, form, now }: Asked) {
  const verdict = await tokens.check(needed(form, 'token'), now)
  if (!verdict.ok || verdict.claims.client_id !== client.id) return { active: false }
  return { active: true, token_type: 'Bearer', ...verdict.claims }
}

/** RFC 7009: what is not a living token needs no revoking, and that is no error. @throws {OAuthError} */
export async function revokeToken({ tokens, client, form, now }: Asked): Promise<void> {
  const verdict = await tokens.verify(needed(form, 'token'), now)
  if (!verdict.ok) return
  if (verdict.claims.client_id !== client.id) {
    throw new OAuthError('unauthorized_client', 'the token was issued to another client')
  }
  await tokens.revoke(verdict.claims, now)
}

/** RFC 8414. */
export function serverMetadata(issuer: string) {
  const methods = ['client_secret_basic']
  return {
    issuer,
    token_endpoint: `${issuer}/api/token`,
    token_endpoint_auth_methods_supported: methods,
    introspection_endpoint: `${issuer}/api/token/introspect`,
    introspection_endpoint_auth_methods_supported: methods,
    revocation_endpoint: `${issuer}/api/token/revoke`,
    revocation_endpoint_auth_methods_supported: methods,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    grant_types_supported: ['client_credentials'],
    // Required, and empty: there is no authorization endpoint.
    response_types_supported: [],
    scopes_supported: SCOPES,
    protected_resources: [issuer + RESOURCE_PATH],
    service_documentation: `${issuer}/docs`,
  }
}

function needed(form: Parameters, name: string): string {
  const value = form.get(name)
  if (value === undefined) throw new OAuthError('invalid_request', `${name} is missing`)
  return value
}

/** Those asked for, or all that the client has. @throws {OAuthError} invalid_scope */
function grantedScopes({ scopes }: StoredClient, asked: string | undefined): readonly string[] {
  if (asked === undefined) return scopes
  const named = asked.split(' ')
  if (!named.every((scope) => scopes.includes(scope))) {
    throw new OAuthError('invalid_scope', 'a scope is unknown, or this client does not have it')
  }
  return scopes.filter((scope) => named.includes(scope))
}
