import { figure, type Figure } from './report'

/** A figure of this run, by its part and name, as text. */
export type Of = (part: string, name: string) => string

export function lookUp(figures: readonly Figure[]): Of {
  return (part, name) => {
    const found = figures.find((one) => one.part === part && one.name === name)
    return found ? `${figure(found.median)} ${found.unit}` : 'not measured'
  }
}

/**
 * Why a goal is missed, by its kind: the page gives it where the run missed one, with the figures of that run. What a run did not
 * measure was tried by hand, and says so.
 */
export const REASONS: Readonly<Record<string, (of: Of) => string>> = {
  'database verify': (of) =>
    `The mode reads who the person is now together with the session: the SELECT with the join takes ${of('in process', 'SELECT with the person joined')} where the one of the row alone takes ${of('in process', 'SELECT by SHA-256')}; the whole check takes ${of('in process', 'database, seen before')}. What is left beyond the join compares two limits and builds the verdict.`,
  'first sight, bearer': (of) =>
    `Beside the signature (jose: ${of('in process', 'jose jwtVerify')}) header and claims are validated by schema, and what was verified is remembered: ${of('in process', 'bearer, first sight')} in all. It is paid once per credential and process; afterwards a check takes ${of('in process', 'bearer, seen before')}.`,
  'first sight, hybrid': (of) =>
    `As in bearer: ${of('in process', 'hybrid, first sight')} at first sight, ${of('in process', 'hybrid, seen before')} afterwards.`,
  'first sight, sealed': (of) =>
    `iron-session's own unseal takes ${of('in process', 'iron-session unsealData')} of the ${of('in process', 'sealed, first sight')}.`,
  list: (of) =>
    `The list is asked at every check, together with who the person is now: jwt takes ${of('in process', 'jwt, seen before')} without it and ${of('in process', 'jwt, list, seen before')} with it. The difference is one read of two tables.`,
  renewals: (of) =>
    `A renewal in hybrid signs a token and writes twice in one transaction (${of('renewals', 'hybrid')}), where one UPDATE takes ${of('renewals', 'one UPDATE on this disk')}.`,
  growth: (of) =>
    `A bare SELECT grows too, ${of('growth', 'SELECT by SHA-256, growth')} (from ${of('growth', 'SELECT by SHA-256, few')} to ${of('growth', 'SELECT by SHA-256, many')}): a thousand rows lie in the page cache of SQLite and of the processor, a million (${of('growth', 'size of the larger file')}) in the system's. Our own part of a check does not grow: ${of('growth', 'database verify, few')} to ${of('growth', 'database verify, many')}. Tried by hand: a table without row ids gave 1.61 ×, a page cache of 256 MB on top of it 1.44 ×.`,
  'growth, list': (of) =>
    `The index of the list is read as deep as it is: ${of('growth', 'revocation list, the read of a check, few')} to ${of('growth', 'revocation list, the read of a check, many')}, beside ${of('growth', 'SELECT by SHA-256, growth')} for a bare SELECT of a session.`,
  route: (of) =>
    `The check itself takes ${of('in process', 'jwt, seen before')} in jwt, and one request for the bare route within Stateside ${of('over HTTP', 'bare route within Stateside, one request')}, for GET /api/me ${of('over HTTP', 'GET /api/me, jwt, one request')}. The difference is the handler: reading the request, the answer with its headers, and the read of whether the credential is out of date.`,
  'route, database': (of) =>
    `The check takes ${of('in process', 'database, seen before')}. One request for the route with a SELECT by hand takes ${of('over HTTP', 'SELECT by hand, one request')}, for GET /api/me ${of('over HTTP', 'GET /api/me, database, one request')}, for a bare route within Stateside ${of('over HTTP', 'bare route within Stateside, one request')}: what is missing is the handler, not the check.`,
  ahead: (of) =>
    `The bare route within Stateside takes ${of('over HTTP', 'bare route within Stateside, one request')}; what GET /api/me takes beyond it is the handler around the check (jwt: ${of('over HTTP', 'GET /api/me, jwt, one request')} in all), of which the check itself is ${of('in process', 'jwt, seen before')}.`,
  page: (of) =>
    `A bare page takes ${of('over HTTP', 'bare page, database, one request')} and a signed-in one ${of('over HTTP', 'signed-in page, database, one request')} in database, ${of('over HTTP', 'bare page, sealed, one request')} and ${of('over HTTP', 'signed-in page, sealed, one request')} in sealed. The checks are memory hits; the rest is what the page reads of its request to check at all.`,
  tabs: (of) =>
    `Of the streams ${of('tabs', 'database, streams opened of 2000')} were let in, where the process has a bound of its own. Idle, they take ${of('tabs', 'database, of a core')} of a core in database and ${of('tabs', 'jwt, of a core')} in jwt, and ${of('tabs', 'database, memory of each')} each: each stream is checked, and its connection kept alive by a line, on a beat of 37 to 50 s; the line is most of it.`,
  dashboard: (of) =>
    `The dashboard is a large page: ${of('over HTTP', '/dashboard, database, one request')} in database, where the emptiest page takes ${of('over HTTP', 'bare page, database, one request')}. Checking is little of it.`,
}
