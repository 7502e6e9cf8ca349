import type { App } from '@/lib/app'
import { serviceTokens } from '@/lib/oauth/service-tokens'
import { cheapPasswords } from './passwords'
import type { Testbed } from './testbed'

/** What a server serves with, of a testbed: its own stores, secrets, keys, people and clock. */
export function appOf({ mode, stores, secrets, keys, config, revocation, now }: Testbed<string>): App {
  const { issuer: origin, secure } = config
  return {
    mode: mode,
    stores,
    revocation,
    passwords: cheapPasswords(),
    signingKeys: keys,
    secretsAccepted: secrets.length,
    serviceTokens: serviceTokens({ issuer: origin, keys, clients: stores.clients, revokedTokens: stores.revokedTokens }),
    clock: now,
    origin,
    secure,
    trustProxyHops: 0,
    instance: 'test',
    lab: false,
    wire: null,
    flipsAnyway: null,
  }
}
