import * as oauth from 'oauth4webapi'
import { newClient } from '../support/services'
import { expect, test } from '../support/test'

// What a client that knows the standards alone, and nothing of ours, makes of the token endpoints.

// eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; these servers are on loopback
const INSECURE = { [oauth.allowInsecureRequests]: true }

/** What the server says of itself. */
async function discover(origin: string): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(origin)
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...INSECURE }))
}

async function grant(as: oauth.AuthorizationServer, client: oauth.Client, auth: oauth.ClientAuth, scope: string): Promise<oauth.TokenEndpointResponse> {
  const answer = await oauth.clientCredentialsGrantRequest(as, client, auth, { scope }, INSECURE)
  return oauth.processClientCredentialsResponse(as, client, answer)
}

test('a client of another make finds the endpoints, gets a token, uses it, asks about it and revokes it', async ({ server: { origin } }) => {
  const as = await discover(origin)
  const made = await newClient(origin)
  const client = { client_id: made.client.id }
  const auth = oauth.ClientSecretBasic(made.client_secret)
  const { access_token: token, expires_in: seconds, scope } = await grant(as, client, auth, 'reports:read')
  expect(scope).toBe('reports:read')
  expect(seconds).toBeGreaterThan(0)

  const url = new URL('/api/reports', origin)
  const claims = await oauth.validateJwtAccessToken(as, new Request(url, { headers: { authorization: `Bearer ${token}` } }), url.href, INSECURE)
  expect(claims).toMatchObject({ client_id: made.client.id, scope: 'reports:read' })
  const read = () => oauth.protectedResourceRequest(token, 'GET', url, undefined, undefined, INSECURE)
  expect((await read()).status).toBe(200)

  const ask = async () => oauth.processIntrospectionResponse(as, client, await oauth.introspectionRequest(as, client, auth, token, INSECURE))
  expect(await ask()).toMatchObject({ active: true, client_id: made.client.id, jti: claims.jti })
  await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, token, INSECURE))
  expect(await ask()).toEqual({ active: false })
  await expect(read()).rejects.toMatchObject({ status: 401, cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }] })
})

test('a client of another make understands what it is refused', async ({ server: { origin } }) => {
  const as = await discover(origin)
  const made = await newClient(origin, ['reports:read'])
  const client = { client_id: made.client.id }
  await expect(grant(as, client, oauth.ClientSecretBasic('wrong'), 'reports:read')).rejects.toMatchObject({ status: 401, cause: [{ scheme: 'basic' }] })
  await expect(grant(as, client, oauth.ClientSecretBasic(made.client_secret), 'reports:write')).rejects.toMatchObject({ status: 400, error: 'invalid_scope' })
})
