import type { ModeFacts, Place } from '../contract'

/** Something that goes from one place to another; from a place to itself, work that is done there. */
export interface Movement {
  readonly from: Place
  readonly to: Place
  /** What goes, or is done, in a few words. */
  readonly what: string
  /** When it happens, if not every time. */
  readonly only?: string
}

/** One of the four moments of remembering somebody: everything that moves, in order, and what each place then holds. */
export interface Beat {
  readonly name: 'prove' | 'create' | 'send' | 'verify'
  readonly moves: readonly Movement[]
  /** What happens, in one sentence. */
  readonly says: string
  /** What each place holds once it happened. */
  readonly holds: Readonly<Partial<Record<Place, string>>>
}

/** What people read about a mode. Nothing but screens depends on it. */
export interface ModeWords {
  /** The field's common name for it. */
  readonly title: string
  /** What travels, what one check costs, and what signing out does, a few words each. */
  readonly travels: string
  readonly check: string
  readonly ends: string
  readonly beats: readonly [Beat, Beat, Beat, Beat]
}

/** What a mode may say about itself. What it leaves out follows from its facts. */
export type OwnWords = Partial<Omit<ModeWords, 'beats'>> & {
  /** What happens when a session begins, and what each place then holds. */
  readonly create?: string
  readonly holds?: Beat['holds']
  /** What happens when it is sent, and when it is checked. */
  readonly send?: string
  readonly verify?: string
}

const THING = { opaque: 'a random id', jws: 'a signed JWT', jwe: 'an encrypted JWT', seal: 'an encrypted object' } as const
const CHECK = { opaque: 'look it up', jws: 'verify a signature', jwe: 'decrypt', seal: 'unseal' } as const
const OPENS = {
  opaque: 'takes the id',
  jws: 'verifies the signature',
  jwe: 'decrypts the token',
  seal: 'opens the seal',
} as const
const COOKIE = { opaque: 'Session id in a cookie', jws: 'Signed JWT cookie', jwe: 'Encrypted JWT cookie', seal: 'Encrypted cookie' } as const

/** What screens say of a mode with these facts: its own words where it has some. */
export function wordsFrom(facts: ModeFacts, own: OwnWords = {}): ModeWords {
  const { title = titleOf(facts), travels = travelsOf(facts), create = createOf(facts), holds = holdsOf(facts) } = own
  const { ends = endsOf(facts), send = sendOf(facts), verify = verifyOf(facts) } = own
  const it = kept(facts)
  const listed = facts.checkReads === 'revocation-list'
  return {
    title,
    travels,
    check: listed ? `${own.check ?? CHECK[facts.credentialKind]}, then read the revocation list` : (own.check ?? checkOf(facts)),
    ends: listed
      ? 'This browser drops its credential, and the session goes on the revocation list: a copy made earlier is refused at its next request.'
      : ends,
    beats: [
      { name: 'prove', moves: [{ from: 'browser', to: 'server', what: 'e-mail address and password' }], says: 'You send your e-mail address and password, once.', holds: {} },
      {
        name: 'create',
        moves: [...(holds.store ? [{ from: 'server', to: 'store', what: 'a row' } as const] : []), { from: 'server', to: 'browser', what: `a ${it}` }],
        says: create,
        holds,
      },
      { name: 'send', moves: [{ from: 'browser', to: 'server', what: `the ${it}` }], says: send, holds: {} },
      {
        name: 'verify',
        moves: checking(facts),
        says: listed ? `The server ${OPENS[facts.credentialKind]}, then reads the revocation list in the store. A session that is on it is refused.` : verify,
        holds: {},
      },
    ],
  }
}

/** What a check moves. */
function checking({ provenBy, checkReads, renews, credentialKind }: ModeFacts): readonly Movement[] {
  const alone = { from: 'server', to: 'server', what: CHECK[credentialKind] } as const
  return [
    ...(provenBy === 'key' ? [alone] : []),
    ...(checkReads === 'row' ? ([{ from: 'server', to: 'store', what: 'the id' }, { from: 'store', to: 'server', what: 'the row' }] as const) : []),
    ...(checkReads === 'revocation-list' ? ([{ from: 'server', to: 'store', what: 'on the list?' }, { from: 'store', to: 'server', what: 'yes or no' }] as const) : []),
    ...(renews === 'refresh-token'
      ? ([
          { from: 'server', to: 'store', what: 'the refresh token', only: 'once the access token has expired' },
          { from: 'server', to: 'browser', what: 'a new pair', only: 'once the access token has expired' },
        ] as const)
      : []),
  ]
}

/** "the cookie" or "the token": what the browser keeps. */
const kept = ({ carrier }: ModeFacts) => (carrier === 'cookie' ? 'cookie' : 'token')

function titleOf({ renews, stateLives, carrier, credentialKind }: ModeFacts): string {
  if (renews === 'refresh-token') return 'Access and refresh tokens'
  if (stateLives === 'store') return 'Server-side session'
  return carrier === 'cookie' ? COOKIE[credentialKind] : 'Bearer token'
}

function travelsOf({ renews, carrier, credentialKind }: ModeFacts): string {
  const refresh = renews === 'refresh-token' ? ', and a refresh token that renews it' : ''
  return `${THING[credentialKind]}${refresh}${carrier === 'cookie' ? '' : ', sent by a script'}`
}

function checkOf({ checkReads, renews, credentialKind }: ModeFacts): string {
  if (checkReads === 'row') return credentialKind === 'opaque' ? 'one indexed read' : `${CHECK[credentialKind]}, then one indexed read`
  return `${CHECK[credentialKind]}${renews === 'refresh-token' ? '; read the store only when renewing' : ', no store read'}`
}

function endsOf(facts: ModeFacts): string {
  const { revocation, renews } = facts
  if (revocation === 'now') return `The row is marked as ended, so the next request with this ${kept(facts)}, or with a copy of it, is refused.`
  const drops = facts.carrier === 'cookie' ? 'This browser drops the cookie.' : 'This browser forgets the token.'
  if (renews === 'refresh-token') return `${drops} Nothing renews it any more, and a copy made earlier stays good for its remaining minutes.`
  if (renews === 'itself') return `${drops} A copy made earlier stays good, and can renew itself, until the absolute limit.`
  return `${drops} A copy made earlier stays good until the ${kept(facts)} expires; nothing renews it.`
}

function createOf(facts: ModeFacts): string {
  const hands = facts.carrier === 'cookie' ? 'hands it over in a cookie' : 'answers with it, for a script to keep'
  if (facts.stateLives === 'store') return `The server makes ${THING[facts.credentialKind]}, stores a row for it, and ${hands}.`
  return `The server writes who you are and until when into ${THING[facts.credentialKind]}, and ${hands}. It keeps nothing${facts.renews === 'refresh-token' ? ' but a row to renew it from' : ''}.`
}

function holdsOf(facts: ModeFacts): Beat['holds'] {
  const browser = `a ${kept(facts)} with ${THING[facts.credentialKind]}${facts.readableByScript ? ', readable by any script on the page' : ''}`
  const server = facts.provenBy === 'key' && { server: 'a key, the same for everybody' }
  if (facts.stateLives === 'store') return { ...server, store: 'a row: whose session, since when, until when', browser }
  return { ...server, browser, ...(facts.renews === 'refresh-token' && { store: 'a row: whose session' }) }
}

function sendOf(facts: ModeFacts): string {
  if (!facts.rscCanRead) return 'A script sends it along with each request that it makes. A page that you navigate to gets nothing.'
  if (facts.stateLives === 'store') return `Your browser sends the ${kept(facts)} along with every request. It says nothing about you.`
  return `Your browser sends the whole session along with every request.${facts.readableByScript ? '' : ' It cannot read it.'}`
}

function verifyOf({ credentialKind, checkReads }: ModeFacts): string {
  if (checkReads === 'row') return `The server ${OPENS[credentialKind]} and reads the row. Without a live row there is no session, which is why ending it signs you out at once.`
  return `The server ${OPENS[credentialKind]} and believes what it says. It asks nobody, so it cannot learn that the session was ended.`
}
