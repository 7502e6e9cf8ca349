import { and, desc, eq, isNull, lte, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type * as schema from './schema'
import { signingKeys } from './schema'
import type { SigningKeyStore } from '@/lib/stores/signing-keys'
import type { Guard } from './guard'
import type { Transact } from './transact'

/** Signing keys. */
export function sqliteSigningKeys(db: BetterSQLite3Database<typeof schema>, guard: Guard, transact: Transact): SigningKeyStore {
  const findKey = db.select().from(signingKeys).where(eq(signingKeys.kid, sql.placeholder('kid'))).prepare()
  const activeKey = db.select().from(signingKeys).where(isNull(signingKeys.retiredAt)).prepare()

  return {
    list: () => guard(() => db.select().from(signingKeys).orderBy(desc(sql`rowid`)).all()),
    find: (kid) => guard(() => findKey.get({ kid }) ?? null),
    active: () => guard(() => activeKey.get() ?? null),
    replace: (before, key, actor) =>
      guard(() =>
        transact(actor, () => {
          if ((activeKey.get()?.kid ?? null) !== before) return false
          db.update(signingKeys).set({ retiredAt: key.createdAt }).where(isNull(signingKeys.retiredAt)).run()
          db.insert(signingKeys).values(key).run()
          return true
        }),
      ),
    reseal: (kid, before, after) =>
      guard(
        () =>
          void db
            .update(signingKeys)
            .set({ sealedKey: after })
            .where(and(eq(signingKeys.kid, kid), eq(signingKeys.sealedKey, before)))
            .run(),
      ),
    purge: (retiredAt) =>
      guard(() => {
        const gone = db.delete(signingKeys).where(lte(signingKeys.retiredAt, retiredAt)).returning({ kid: signingKeys.kid }).all()
        return gone.map(({ kid }) => kid)
      }),
  }
}
