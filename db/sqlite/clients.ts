import { asc, eq, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type * as schema from './schema'
import { clients } from './schema'
import type { ClientStore } from '@/lib/stores/clients'
import type { Guard } from './guard'
import type { Transact } from './transact'

/** Other servers that may ask for tokens. */
export function sqliteClients(db: BetterSQLite3Database<typeof schema>, guard: Guard, transact: Transact): ClientStore {
  const storedClient = { id: clients.id, name: clients.name, scopes: clients.scopes, createdAt: clients.createdAt }
  const findClient = db
    .select({ client: storedClient, secretHash: clients.secretHash })
    .from(clients)
    .where(eq(clients.id, sql.placeholder('id')))
    .prepare()

  return {
    create: (client, secretHash, actor) => guard(() => transact(actor, () => void db.insert(clients).values({ ...client, secretHash }).run())),
    find: (id) => guard(() => findClient.get({ id }) ?? null),
    list: () => guard(() => db.select(storedClient).from(clients).orderBy(asc(clients.createdAt), asc(sql`rowid`)).all()),
    delete: (id, actor) => guard(() => transact(actor, () => db.delete(clients).where(eq(clients.id, id)).run().changes === 1)),
  }
}
