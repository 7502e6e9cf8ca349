import type { SigningKeyStore, StoredSigningKey } from '@/lib/stores/signing-keys'
import type { Rows } from './rows'
import type { Transact } from './transact'

export function memorySigningKeys({ tell }: Pick<Rows, 'tell'>, transact: Transact): SigningKeyStore {
  const keys = new Map<string, StoredSigningKey>()
  const active = () => [...keys.values()].find(({ retiredAt }) => retiredAt === null) ?? null

  return {
    list: () => Promise.resolve([...keys.values()].reverse()),
    find: (kid) => Promise.resolve(keys.get(kid) ?? null),
    active: () => Promise.resolve(active()),
    replace: (before, key, actor) =>
      transact(actor, () => {
        const found = active()
        if ((found?.kid ?? null) !== before) return false
        if (found) keys.set(found.kid, { ...found, retiredAt: key.createdAt })
        keys.set(key.kid, key)
        return true
      }),
    reseal(kid, before, after) {
      const key = keys.get(kid)
      if (key?.sealedKey === before) keys.set(kid, { ...key, sealedKey: after })
      return Promise.resolve()
    },
    purge(limit) {
      const old = [...keys.values()].filter(({ retiredAt }) => retiredAt !== null && retiredAt <= limit)
      for (const { kid } of old) keys.delete(kid)
      if (old.length > 0) tell(null)
      return Promise.resolve(old.map(({ kid }) => kid))
    },
  }
}
