import type { EventStore, StoredEvent } from '@/lib/stores/events'
import { foldsOf } from '@/lib/stores/folding'
import { listPage } from './lists'
import { number, type Rows } from './rows'

export function memoryEvents(rows: Rows): EventStore {
  const { log, numbers } = rows
  const write = (event: StoredEvent, place: string | null) => {
    log.push({ place, event: { ...event, times: 1, lastAt: null } })
    number(rows, event.id)
  }
  const fold = (event: StoredEvent, network: string) => {
    for (const { place, event: first, room } of foldsOf(event, network)) {
      const row = log.find((one) => one.place === place)
      if (row) {
        row.event = { ...row.event, times: row.event.times + 1, lastAt: Math.max(row.event.lastAt ?? row.event.at, event.at) }
        return
      }
      const taken = (begins: string) => log.filter((one) => one.place?.startsWith(begins)).length
      if (room.every(({ begins, most }) => taken(begins) < most)) {
        write(first, place)
        return
      }
    }
  }

  return {
    record(event, network) {
      if (network === undefined) write(event, null)
      else fold(event, network)
      return Promise.resolve()
    },
    recordAll(events) {
      for (const event of events) write(event, null)
      return Promise.resolve()
    },
    list({ type, userId, ...page }) {
      const found = log.map(({ event }) => event).filter((event) => (type === undefined || event.type === type) && (userId === undefined || event.userId === userId))
      return Promise.resolve(listPage(found, (event) => [event.at, numbers.get(event.id) ?? 0], page))
    },
  }
}
