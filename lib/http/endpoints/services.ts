import { z } from 'zod'
import { oneLine } from '../../accounts/one-line'
import { newPublicId } from '../../auth/credentials/opaque-id'
import { grantToken, introspect, revokeToken, serverMetadata } from '../../oauth/oauth'
import { reportBody } from '../bodies'
import { define } from '../endpoint'
import { defineOAuth } from '../oauth'
import { Introspection, Metadata, OneTokenForm, Token, TokenForm } from '../oauth-schemas'
import { KeySet, NewReport, Reports } from '../schemas'
import { defineService } from '../service'

/** How many of the newest reports are listed. */
const LIMIT = 100

const NewReportInput = z.strictObject({ title: oneLine(200) })

/** Tokens between servers, and one resource that they open. */
export const SERVICES = [
  defineOAuth({
    path: '/api/token',
    does: 'gives a client an access token; RFC 6749',
    form: TokenForm,
    answers: { 200: Token },
    run: async (asked) => ({ body: await grantToken(asked) }),
  }),
  defineOAuth({
    path: '/api/token/introspect',
    does: 'says whether a client’s token is good; RFC 7662',
    form: OneTokenForm,
    answers: { 200: Introspection },
    run: async (asked) => ({ body: await introspect(asked) }),
  }),
  defineOAuth({
    path: '/api/token/revoke',
    does: 'revokes a client’s token; RFC 7009',
    form: OneTokenForm,
    answers: { 200: [] },
    async run(asked) {
      await revokeToken(asked)
      return {}
    },
  }),
  defineService({
    method: 'GET',
    path: '/api/reports',
    does: 'lists reports',
    scope: 'reports:read',
    answers: { 200: Reports },
    run: async ({ app: { stores } }) => ({ body: { reports: (await stores.reports.recent(LIMIT)).map(reportBody) } }),
  }),
  defineService({
    method: 'POST',
    path: '/api/reports',
    does: 'files a report',
    scope: 'reports:write',
    answers: { 201: NewReport },
    body: NewReportInput,
    async run({ app: { stores }, body: { title }, by, req }) {
      const report = { id: newPublicId(), title, createdAt: req.now, clientId: by.client_id }
      await stores.reports.create(report)
      return { status: 201, body: { report: reportBody(report) } }
    },
  }),
  define({
    method: 'GET',
    path: '/.well-known/jwks.json',
    does: 'publishes the keys that tokens are verified with; RFC 7517',
    who: 'anybody',
    answers: { 200: [{ type: 'application/jwk-set+json', schema: KeySet }] },
    run: async ({ app: { signingKeys }, req }) => ({
      body: { keys: await signingKeys.published(req.now) },
      // Nobody's in particular, so it may be kept, and briefly, so that a rotation is soon known.
      headers: { 'cache-control': 'public, max-age=60', 'content-type': 'application/jwk-set+json' },
    }),
  }),
  define({
    method: 'GET',
    path: '/.well-known/oauth-authorization-server',
    does: 'says where the token endpoints are and what they take; RFC 8414',
    who: 'anybody',
    answers: { 200: Metadata },
    run: ({ app: { origin } }) => ({ body: serverMetadata(origin), headers: { 'cache-control': 'public, max-age=60' } }),
  }),
]
