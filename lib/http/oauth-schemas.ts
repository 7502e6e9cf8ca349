import { z } from 'zod'
import { Claims } from '../oauth/service-tokens'
import { NAMES } from './schemas'

/** Bodies of the token endpoints, as their standards have them. What a form has besides is ignored. */

export const TokenForm = z.looseObject({ grant_type: z.literal('client_credentials'), scope: z.string().optional() })
export const OneTokenForm = z.looseObject({ token: z.string(), token_type_hint: z.string().optional() })

export const Token = z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.int(), scope: z.string() })
export const Introspection = z.union([z.object({ active: z.literal(false) }), z.object({ active: z.literal(true), token_type: z.literal('Bearer'), ...Claims.shape })])

const codes = ['invalid_request', 'invalid_client', 'invalid_scope', 'unauthorized_client', 'unsupported_grant_type'] as const
export const OAuthRefusal = z.object({ error: z.enum(codes), error_description: z.string() })
NAMES.add(OAuthRefusal, { id: 'OAuthError', description: 'RFC 6749 section 5.2.' })

const url = z.url()
const texts = z.array(z.string())
export const Metadata = z.object({
  issuer: url,
  token_endpoint: url,
  token_endpoint_auth_methods_supported: texts,
  introspection_endpoint: url,
  introspection_endpoint_auth_methods_supported: texts,
  revocation_endpoint: url,
  revocation_endpoint_auth_methods_supported: texts,
  jwks_uri: url,
  grant_types_supported: texts,
  response_types_supported: texts,
  scopes_supported: texts,
  protected_resources: z.array(url),
  service_documentation: url,
})
