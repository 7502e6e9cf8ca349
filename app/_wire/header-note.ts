import type { ShownCredential } from '@/lib/xray/report'

const FETCH_SITES: Readonly<Record<string, string>> = {
  'same-origin': 'a page of this origin',
  'same-site': 'a page of another origin on the same site, which this server does not trust to change anything',
  'cross-site': 'a page of another site',
  none: 'the person: an address typed, a bookmark, or a reload',
}

/** What a request header means for who the request is judged to come from; null if it means nothing for that. */
export function headerNote(name: string, value: string, credential: ShownCredential | null): string | null {
  switch (name.toLowerCase()) {
    case 'cookie':
      return credential?.carrier === 'cookie'
        ? `Added by the browser itself, because host, path and SameSite fit. ${credential.name} is the credential that a check reads.`
        : 'Added by the browser itself. No cookie in it is a credential here.'
    case 'authorization':
      return credential?.carrier === 'authorization'
        ? 'Added by a script on the page: a browser never sends a bearer token by itself.'
        : 'Received, and ignored: in this mode no credential travels in this header.'
    case 'host':
      return 'The host that the browser means to talk to. Cookies are kept per host, so it decided which came along.'
    case 'origin':
      return 'The origin of the page that started the request. Scripts cannot set it.'
    case 'sec-fetch-site':
      return `Who started the request, as the browser reports it: ${FETCH_SITES[value] ?? 'not a value that browsers send'}. Scripts cannot set it.`
    default:
      return null
  }
}
