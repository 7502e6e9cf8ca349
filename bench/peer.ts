import type Database from 'better-sqlite3'
import type { Stores } from '@/lib/stores/stores'
import type { Subject } from './measure'

/** How others read a session, one line for each way. */
export const PEERS = [
  'next-auth 4, jwt',
  'next-auth 4, database',
  'Auth.js 5, jwt',
  'Auth.js 5, database',
  'Better Auth, database',
  'Better Auth, cookie cache',
  'iron-session',
] as const

export type Peer = (typeof PEERS)[number]

/** next-auth's database read through an adapter that builds its query anew each time, as @auth/drizzle-adapter does. */
export const BUILT = 'next-auth 4, database, query built per call'

/** What one of our modes issued, which a peer reads too. */
export interface Signed {
  readonly cookie: string
  readonly credentials: readonly string[]
}

export interface PeerSetup {
  /** The file of the stores, opened once more. */
  readonly sqlite: Database.Database
  readonly stores: Stores
  readonly secret: string
  readonly database: Signed
  readonly jwt: Signed
  readonly sealed: Signed
}

/** What to send to a route of the small site: its cookie, and text that the answer must hold. */
export interface Visit {
  readonly path: string
  readonly cookie: string | null
  readonly expect: string
}

export type SiteVisit = Peer | 'bare route' | 'SELECT by hand' | 'HS256 by hand'

/**
 * What `peers/index.ts` gives. Its packages are installed for the bench alone, so that nothing else imports it: it is loaded by
 * name, and neither the types nor the rules of the application are checked against packages that are not there.
 */
export interface Peers {
  readSubjects(setup: PeerSetup): Promise<Readonly<Record<Peer | typeof BUILT, Subject>>>
  /** Fills a new database for the small site, with so many sessions, and says how each of its routes is asked. */
  seedSite(file: string, secret: string, sessions: number): Promise<Readonly<Record<SiteVisit, Visit>>>
}

export async function loadPeers(): Promise<Peers> {
  return (await import(new URL('peers/index.ts', import.meta.url).href)) as Peers
}
