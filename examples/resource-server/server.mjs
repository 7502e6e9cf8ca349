// @ts-check
import { createServer } from 'node:http'
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'

const ISSUER = process.env['STATESIDE_URL'] || 'http://localhost:3000'
const PORT = Number(process.env['PORT'] || 4000)
const COOLDOWN_SECONDS = Number(process.env['JWKS_COOLDOWN_SECONDS'] || 10)
const MAX_AGE_SECONDS = Number(process.env['JWKS_MAX_AGE_SECONDS'] || 60)

const SCOPE = 'reports:read'

/** What this server has to say; it shares no database with Stateside. */
const REPORTS = [{ title: 'Written by another server' }]

/** The address comes from our configuration and never from a token, which can only name one of the keys found there. */
const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', ISSUER), {
  cooldownDuration: COOLDOWN_SECONDS * 1000,
  cacheMaxAge: MAX_AGE_SECONDS * 1000,
})

/** @param {string} token */
async function verify(token) {
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ['EdDSA'],
    typ: 'at+jwt',
    issuer: ISSUER,
    audience: `${ISSUER}/api/reports`,
    requiredClaims: ['sub', 'client_id', 'scope', 'iat', 'exp', 'jti'],
    // Older than any token lives; with it jose refuses an `iat` in the future too.
    maxTokenAge: '1 hour',
    // For clocks that differ, in s.
    clockTolerance: 5,
  })
  return payload
}

/** Whether the keys could not be had; then the token may be good. @param {unknown} error */
function isOurTrouble(error) {
  if (!(error instanceof errors.JOSEError)) return true
  return error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC' || error.code === 'ERR_JWKS_INVALID'
}

/**
 * @param {string | undefined} authorization
 * @returns {Promise<{ status: number, challenge?: string, body: unknown }>}
 */
async function answer(authorization) {
  if (!authorization || !/^Bearer\b/i.test(authorization)) {
    return { status: 401, challenge: 'Bearer realm="resource-server"', body: { error: 'a token is needed' } }
  }
  try {
    const { client_id, scope } = await verify(authorization.replace(/^Bearer +/i, ''))
    if (typeof scope !== 'string' || !scope.split(' ').includes(SCOPE)) {
      const challenge = `Bearer realm="resource-server", error="insufficient_scope", scope="${SCOPE}"`
      return { status: 403, challenge, body: { error: `the scope ${SCOPE} is needed` } }
    }
    return { status: 200, body: { client_id, reports: REPORTS } }
  } catch (error) {
    if (isOurTrouble(error)) {
      console.error(error)
      return { status: 503, body: { error: 'the keys cannot be fetched' } }
    }
    const reason = error instanceof errors.JOSEError ? error.code : 'ERR_JWT'
    return { status: 401, challenge: 'Bearer realm="resource-server", error="invalid_token"', body: { error: reason } }
  }
}

const server = createServer(async (request, response) => {
  const found = request.method === 'GET' && request.url === '/reports'
  const { status, challenge, body } = found
    ? await answer(request.headers.authorization)
    : { status: 404, challenge: undefined, body: { error: 'only GET /reports is here' } }
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(challenge ? { 'www-authenticate': challenge } : {}),
  })
  response.end(JSON.stringify(body))
})

server.listen(PORT, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : PORT
  console.log(`http://127.0.0.1:${port}/reports takes tokens of ${ISSUER}`)
})
