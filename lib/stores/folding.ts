import type { StoredEvent } from './events'

/** Within how long events that say the same are counted in one row, in ms. By the clock's hours, so that no search is needed. */
export const FOLD_MS = 3_600_000

/** Rows that strangers on one network may cause within that time, by one type of event. */
export const ROWS_PER_NETWORK = 20

/**
 * The same on all networks together. What comes then is told apart by its person alone, for as many rows again: 24,000 a day at
 * most, of 1 KB or less.
 */
export const ROWS_PER_TYPE = 500

/** Where an event may be counted. */
export interface Fold {
  /** Of the row that counts it. */
  readonly place: string
  /** What that row says if this is the first. */
  readonly event: StoredEvent
  /** Unless a row has the place already, there may be fewer than `most` whose places begin like that. */
  readonly room: readonly { readonly begins: string; readonly most: number }[]
}

/**
 * The rows that may count an event, from the one that says most to the one that says least; the last has always room. Who did
 * something is told apart in any case. What nobody known did may come in any number, from any number of networks: beyond a
 * bound first the person and then the network is left out, and the count remains.
 */
export function foldsOf(event: StoredEvent, network: string): readonly Fold[] {
  const { type, at, userId, actorId, sessionId, detail } = event
  const begins = `${type} ${String(Math.floor(at / FOLD_MS))} `
  const exact = { place: `${begins}${[network, userId, actorId, sessionId, detail].map((part) => part ?? '-').join(' ')}`, event }
  if (actorId !== null || sessionId !== null) return [{ ...exact, room: [] }]

  const ofNetwork = `${begins}${network} `
  const ofType = { begins, most: ROWS_PER_TYPE }
  const anonymous = { ...event, userId: null }
  const fromAnywhere = { ip: null, userAgent: null }
  return [
    { ...exact, room: [ofType, { begins: ofNetwork, most: ROWS_PER_NETWORK }] },
    { place: `${ofNetwork}*`, event: { ...anonymous, detail: 'on further accounts' }, room: [ofType] },
    ...(userId === null
      ? []
      : [{ place: `${begins}* ${userId}`, event: { ...event, ...fromAnywhere, detail: 'from further addresses' }, room: [{ begins, most: 2 * ROWS_PER_TYPE }] }]),
    { place: `${begins}* *`, event: { ...anonymous, ...fromAnywhere, detail: 'on further accounts, from further addresses' }, room: [] },
  ]
}
