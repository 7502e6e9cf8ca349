import type { RevokedTokenStore } from '@/lib/stores/revoked-tokens'
import type { Rows } from './rows'

export function memoryRevokedTokens({ revokedTokens }: Rows): RevokedTokenStore {
  return {
    add(jti, expiresAt) {
      revokedTokens.set(jti, expiresAt)
      return Promise.resolve()
    },
    has: (jti) => Promise.resolve(revokedTokens.has(jti)),
  }
}
