import { eq, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type * as schema from './schema'
import { revokedTokens } from './schema'
import type { RevokedTokenStore } from '@/lib/stores/revoked-tokens'
import type { Guard } from './guard'

/** Tokens that are refused before they expire. */
export function sqliteRevokedTokens(db: BetterSQLite3Database<typeof schema>, guard: Guard): RevokedTokenStore {
  const findRevokedToken = db.select().from(revokedTokens).where(eq(revokedTokens.jti, sql.placeholder('jti'))).prepare()

  return {
    add: (jti, expiresAt) => guard(() => void db.insert(revokedTokens).values({ jti, expiresAt }).onConflictDoNothing().run()),
    has: (jti) => guard(() => findRevokedToken.get({ jti }) !== undefined),
  }
}
