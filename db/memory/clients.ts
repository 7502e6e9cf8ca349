import type { ClientStore, StoredClient } from '@/lib/stores/clients'
import type { Transact } from './transact'

export function memoryClients(transact: Transact): ClientStore {
  const clients = new Map<string, { client: StoredClient; secretHash: string }>()
  return {
    create: (client, secretHash, actor) => transact(actor, () => void clients.set(client.id, { client, secretHash })),
    find: (id) => Promise.resolve(clients.get(id) ?? null),
    list: () => Promise.resolve([...clients.values()].map(({ client }) => client)),
    delete: (id, actor) => transact(actor, () => clients.delete(id)),
  }
}
