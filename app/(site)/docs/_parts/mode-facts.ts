import type { ModeFacts } from '@/lib/auth/contract'

const KINDS = { opaque: 'a random id that says nothing', jws: 'a signed token (JWS) that anybody can read', jwe: 'an encrypted token (JWE)', seal: 'an encrypted, sealed object' } as const
const READS = { nothing: 'nothing but the credential', row: 'the row of the session', 'revocation-list': 'the list of what was revoked' } as const
const RENEWS = { never: 'nothing: one signs in again', itself: 'the same credential, while it is used', 'refresh-token': 'a refresh token, which is replaced each time' } as const

/** What code asks of a mode, as a table for people. */
export function factRows(facts: ModeFacts): readonly (readonly [name: string, value: string])[] {
  return [
    ['Carrier', facts.carrier === 'cookie' ? 'a cookie, which the browser sends by itself' : 'the Authorization header, which a script sets'],
    [facts.carrier === 'cookie' ? 'Cookie' : 'Header', facts.cookies.join(', ') || facts.credentialName],
    ['What travels', KINDS[facts.credentialKind]],
    ['Where the state lives', facts.stateLives],
    ['A check reads', READS[facts.checkReads]],
    ['Proven by', facts.provenBy === 'key' ? 'a key of the server, before anything is read' : 'the store, which knows it or does not'],
    ['Renewed by', RENEWS[facts.renews]],
    ['Ending a session takes effect', facts.revocation === 'now' ? 'now' : 'when the credential expires'],
    ['Longest life', `${String(Math.round(facts.longestMs / 86_400_000 * 10) / 10)} days`],
    ['Cross-site requests', facts.crossSite === 'origin-check' ? 'refused by where they come from' : 'carry nothing: no browser adds the header by itself'],
  ]
}

/** What the server can do in this mode, and what it cannot. */
export function abilities(facts: ModeFacts): readonly (readonly [can: boolean, what: string])[] {
  return [
    [facts.revocation === 'now', 'end a session so that every copy is refused at its next request'],
    [facts.endsFromElsewhere, 'end a session that is not the one in front of it'],
    [facts.lists, 'list a person’s sessions'],
    [facts.checkReads === 'nothing', 'check a request without reading the store'],
    [facts.rscCanRead, 'know who asks when a page is opened, without a script'],
    [!facts.readableByScript, 'keep the credential out of reach of scripts on the page'],
    [facts.credentialKind === 'jws', 'let another server verify the credential with public keys alone'],
    [facts.renews !== 'never', 'renew a session while it is used'],
  ]
}

/** When it fits, and when it does not. Each follows from a fact. */
export function whenToPick(facts: ModeFacts): { readonly pick: readonly string[]; readonly avoid: readonly string[] } {
  const told: readonly (readonly [boolean, string, string])[] = [
    [facts.revocation === 'now', 'Somebody must be able to end a session at once.', 'Somebody must be able to end a session at once. AUTH_REVOCATION=list would do that, at one read per check.'],
    [facts.lists, 'People should see where they are signed in.', 'People should see where they are signed in: the server does not know.'],
    [facts.checkReads === 'nothing', 'Checks must not wait for the store, or go on when it is away.', 'The store is far away, or every request counts: each check reads it.'],
    [facts.carrier === 'authorization', 'The clients are programs or apps that hold a token themselves.', 'The clients are programs that would rather hold a token than keep cookies.'],
    [!facts.readableByScript, 'A script that gets into a page must not carry the credential away.', 'Scripts of others run on your pages: they can read the token.'],
    [facts.credentialKind === 'jws', 'Other servers have to verify who asks without asking this one.', 'Other servers have to verify who asks without asking this one.'],
  ]
  return { pick: told.flatMap(([fits, yes]) => (fits ? [yes] : [])), avoid: told.flatMap(([fits, , no]) => (fits ? [] : [no])) }
}

/** Variables that change how it behaves. */
export function variablesOf(facts: ModeFacts): readonly string[] {
  return [
    'SESSION_MAX_SECONDS',
    ...(facts.renews === 'never' ? [] : ['SESSION_IDLE_SECONDS']),
    ...(facts.renews === 'never' ? ['BEARER_TTL_SECONDS'] : []),
    ...(facts.renews === 'refresh-token' ? ['ACCESS_TTL_SECONDS', 'REFRESH_GRACE_SECONDS'] : []),
    ...(facts.lists ? ['SESSIONS_PER_USER'] : []),
    ...(facts.credentialKind === 'jws' ? ['AUTH_SIGNING_KEY'] : []),
    ...(facts.provenBy === 'key' ? ['AUTH_SECRET', 'AUTH_SECRET_PREVIOUS'] : []),
    ...(facts.checkReads === 'row' ? [] : ['AUTH_REVOCATION']),
  ]
}
