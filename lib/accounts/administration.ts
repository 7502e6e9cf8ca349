import { z } from 'zod'
import type { StoredClient } from '@/lib/stores/clients'
import { Problem } from '@/lib/problem'
import { adminOf } from './actor'
import { record } from './events'
import { oneLine } from './one-line'
import { hashOpaqueId, newOpaqueId, newPublicId } from '@/lib/auth/credentials/opaque-id'
import { SCOPES } from '../oauth/service-tokens'
import type { PublicJwk, SigningKeys } from '@/lib/auth/keys/signing-keys'
import type { Acting } from './acting'

export const NewClientInput = z.strictObject({
  name: oneLine(100),
  scopes: z
    .array(z.enum(SCOPES, { error: `must be one of: ${SCOPES.join(', ')}` }))
    .min(1, { error: 'must not be empty' })
    .transform((named) => SCOPES.filter((scope) => named.includes(scope))),
})

/** Without a body the rotation has its overlap. */
export const RotateInput = z.strictObject({ revoke: z.boolean().default(false) }).default({ revoke: false })

/** The secret is in the answer and nowhere else. */
export async function createClient(
  deps: Omit<Acting, 'mode'>,
  { name, scopes }: z.infer<typeof NewClientInput>,
): Promise<{ client: StoredClient; secret: string }> {
  const client: StoredClient = { id: newPublicId(), name, scopes, createdAt: deps.req.now }
  const secret = newOpaqueId()
  await deps.stores.clients.create(client, hashOpaqueId(secret), adminOf(deps.session))
  await record(deps, deps.req, 'client_created', { ...by(deps), detail: `${client.id} (${name}): ${scopes.join(' ')}` })
  return { client, secret }
}

/** Its tokens are refused from now on, wherever the store is asked. @throws {Problem} not_found */
export async function deleteClient(deps: Omit<Acting, 'mode'>, id: string): Promise<void> {
  if (!(await deps.stores.clients.delete(id, adminOf(deps.session)))) throw new Problem('not_found', 'There is no client with this id.')
  await record(deps, deps.req, 'client_deleted', { ...by(deps), detail: id })
}

/** @throws {Problem} key_from_environment */
export async function rotateSigningKey(deps: Omit<Acting, 'mode'>, keys: SigningKeys, drop: boolean): Promise<PublicJwk> {
  if (!keys.rotate) throw new Problem('key_from_environment')
  const key = await keys.rotate(deps.req.now, drop, adminOf(deps.session))
  const detail = drop ? `to ${key.kid}; the others were dropped` : `to ${key.kid}`
  await record(deps, deps.req, 'signing_key_rotated', { ...by(deps), detail })
  return key
}

/** About a server, not about a person. */
function by({ session }: Omit<Acting, 'mode'>) {
  return { userId: null, actorId: session.user.id, sessionId: session.id }
}
