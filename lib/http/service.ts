import type { z } from 'zod'
import { challenge, presentedToken } from '../auth/credentials/authorization'
import type { Scope, ServiceClaims, ServiceVerdict } from '../oauth/service-tokens'
import { Problem } from '../problem'
import type { Answer } from './answer'
import { parseJson } from './body'
import { bodyOf, type Call, type Endpoint } from './endpoint'
import { authorizations } from './request'

type Reason = Extract<ServiceVerdict, { ok: false }>['reason']

const DETAILS: Readonly<Record<Reason, string>> = {
  missing: 'The request carried no access token.',
  malformed: 'What was sent is no access token of this server for this resource.',
  bad_signature: 'The access token was altered, or another key signed it.',
  expired: 'The access token has expired. Get a new one.',
  revoked: 'The access token was revoked, or its client was deleted.',
  unknown_key: 'The access token names a key that this server does not have, or has dropped.',
}

interface Definition<B> extends Pick<Endpoint, 'method' | 'path' | 'does' | 'answers'> {
  readonly scope: Scope
  readonly body?: z.ZodType<B>
  readonly run: (call: Call & { readonly by: ServiceClaims; readonly body: B }) => Promise<Answer>
}

/**
 * An endpoint for another server whose token has the scope. It asks the store, so what was revoked is refused at once. The token is
 * in a header that no site can make a browser send, so there is nothing ambient to protect.
 */
export function defineService<B = undefined>({ scope, run, ...said }: Definition<B>): Endpoint {
  return {
    ...said,
    who: scope,
    errors: ['insufficient_scope'],
    async handle(call) {
      const bytes = await bodyOf(call, said.body)
      const by = await authorize(call, scope)
      const body = (said.body && (bytes === null ? said.body.parse(undefined) : parseJson(bytes, said.body))) as B
      return run({ ...call, by, body })
    },
  }
}

async function authorize({ app, request, arrival, req }: Call, scope: Scope): Promise<ServiceClaims> {
  const sent = authorizations(request.headers, arrival)
  const inUrl = new URL(request.url).searchParams.has('access_token')
  if (sent.length + Number(inUrl) > 1) throw badRequest('More than one credential was sent.')
  const presented = presentedToken(sent)
  if (presented === 'missing') throw refusal('missing', challenge())
  if (presented === 'malformed') throw badRequest('After Bearer there must be one access token and nothing else.')
  const verdict = await app.serviceTokens.check(presented.token, req.now)
  if (!verdict.ok) throw refusal(verdict.reason, challenge('invalid_token', DETAILS[verdict.reason]))
  if (!verdict.claims.scope.split(' ').includes(scope)) {
    throw new Problem('insufficient_scope', `This needs the scope ${scope}; the access token has: ${verdict.claims.scope}.`, {
      headers: { 'www-authenticate': `${challenge('insufficient_scope')}, scope="${scope}"` },
    })
  }
  return verdict.claims
}

function refusal(reason: Reason, authenticate: string): Problem {
  return new Problem(reason, DETAILS[reason], { headers: { 'www-authenticate': authenticate } })
}

function badRequest(detail: string): Problem {
  return new Problem('invalid_request', detail, {
    errors: [{ path: '', message: detail }],
    headers: { 'www-authenticate': challenge('invalid_request', detail) },
  })
}
