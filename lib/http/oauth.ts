import type { App } from '../app'
import { identifyClient, OAuthError, readForm, type Parameters } from '../oauth/oauth'
import type { ServiceTokens } from '../oauth/service-tokens'
import type { StoredClient } from '../stores/clients'
import type { Answer } from './answer'
import { isForm, readBody } from './body'
import type { Endpoint } from './endpoint'
import { authorizations } from './request'

interface OAuthCall {
  readonly app: App
  readonly tokens: ServiceTokens
  readonly client: StoredClient
  readonly form: Parameters
  readonly now: number
}

interface Definition extends Pick<Endpoint, 'path' | 'does' | 'form' | 'answers'> {
  readonly run: (call: OAuthCall) => Promise<Answer>
}

/**
 * An endpoint for a client that authenticates with HTTP Basic and posts a form. No cookie is looked at, so there is
 * nothing that another site could make use of. Refusals are RFC 6749's, but for those that come before OAuth: 405, 413.
 */
export function defineOAuth({ run, ...said }: Definition): Endpoint {
  return {
    ...said,
    method: 'POST',
    who: 'client',
    errors: [],
    async handle({ app, request, arrival, req: { now } }) {
      const bytes = await readBody(request)
      try {
        if (!isForm(request.headers.get('content-type'))) {
          throw new OAuthError('invalid_request', 'the body must be application/x-www-form-urlencoded')
        }
        const form = readForm(bytes)
        const client = await identifyClient(app.stores, authorizations(request.headers, arrival), form)
        const answer = await run({ app, tokens: app.serviceTokens, client, form, now })
        return { ...answer, headers: { pragma: 'no-cache', ...answer.headers } }
      } catch (error) {
        if (!(error instanceof OAuthError)) throw error
        const challenge = { 'www-authenticate': 'Basic realm="Stateside", charset="UTF-8"' }
        return {
          status: error.status,
          body: { error: error.code, error_description: error.description },
          headers: { pragma: 'no-cache', ...(error.status === 401 ? challenge : {}) },
        }
      }
    },
  }
}
