import { utf8Bytes } from './decode'

export interface CookieSegment {
  /** What separates it from the segment before, so that `lead + text` of all segments is the whole line again. */
  readonly lead: string
  readonly text: string
  readonly name: string
  readonly value?: string
  readonly meaning: string
  /** What is lost without it. */
  readonly without: string
}

export interface CookieReader {
  readonly who: string
  readonly can: boolean
  readonly why: string
}

export interface CookieAnatomy {
  readonly segments: readonly CookieSegment[]
  /** Of name and value as written in the line; browsers allow 4,096. */
  readonly bytes: number
  /** Attributes that the line does not have, and what their absence does. */
  readonly absent: readonly { readonly name: string; readonly effect: string }[]
  readonly readers: readonly CookieReader[]
}

const HOST_PREFIX = '__Host-'

/** Takes one Set-Cookie line apart. Never throws; attributes are matched as browsers do, without regard to case. */
export function anatomy(line: string): CookieAnatomy {
  const [pair = '', ...rest] = line.replace(/^set-cookie:\s*/i, '').split(';')
  const equals = pair.indexOf('=')
  const name = equals < 0 ? '' : pair.slice(0, equals).trim()
  const value = equals < 0 ? pair.trim() : pair.slice(equals + 1).trim()
  const prefixed = name.startsWith(HOST_PREFIX)
  const attributes = rest.map((text) => attribute(text.trim())).filter((segment) => segment.text !== '')
  const has = (wanted: string) => attributes.some((segment) => segment.name.toLowerCase() === wanted)
  return {
    segments: [
      ...(prefixed ? [HOST_PREFIX_SEGMENT] : []),
      {
        lead: '',
        text: `${prefixed ? name.slice(HOST_PREFIX.length) : name}=${value}`,
        name,
        value,
        meaning: 'What the browser keeps and sends back, to the byte. It sends nothing else of this line.',
        without: 'There is no cookie: the server cannot tell who sends the next request.',
      },
      ...attributes,
    ],
    bytes: utf8Bytes(name) + utf8Bytes(value),
    absent: absent(has),
    readers: readers(has),
  }
}

const HOST_PREFIX_SEGMENT: CookieSegment = {
  lead: '',
  text: HOST_PREFIX,
  name: HOST_PREFIX,
  meaning: 'The browser takes a cookie of this name only with Secure, with Path=/ and without Domain.',
  without: 'Another subdomain, or anyone on an unencrypted connection, could plant a cookie of the same name.',
}

function attribute(text: string): CookieSegment {
  const equals = text.indexOf('=')
  const name = equals < 0 ? text : text.slice(0, equals).trim()
  const value = equals < 0 ? undefined : text.slice(equals + 1).trim()
  const explained = explain(name.toLowerCase(), value ?? '')
  return { lead: '; ', text, name, ...(value === undefined ? {} : { value }), ...explained }
}

function explain(name: string, value: string): Pick<CookieSegment, 'meaning' | 'without'> {
  switch (name) {
    case 'httponly':
      return {
        meaning: 'Scripts on the page cannot read it; document.cookie leaves it out.',
        without: 'One injected script could copy the credential and use it from anywhere.',
      }
    case 'secure':
      return {
        meaning: 'Sent over https only. Most browsers make an exception for http://localhost.',
        without: 'A single plain http request would show it to everyone on the network path.',
      }
    case 'samesite':
      return sameSite(value)
    case 'path':
      return {
        meaning:
          value === '/'
            ? 'Sent to every path of this host.'
            : `Sent to ${value} and the paths below it. Not a protection: other paths of the host can still reach it.`,
        without: 'Only the folder of the URL that set it would receive it, and other pages would treat you as signed out.',
      }
    case 'domain':
      return {
        meaning: `Sent to ${value} and to every subdomain of it.`,
        without: 'Only the host that set it receives it, which is the narrower and safer choice.',
      }
    case 'max-age':
      return {
        meaning: maxAge(value),
        without:
          'Unless Expires is there, the browser keeps it until it is closed, and longer if it restores its tabs.',
      }
    case 'expires':
      return {
        meaning: `The browser drops it at ${value}, by its own clock. Max-Age, where present, wins.`,
        without:
          'Unless Max-Age is there, the browser keeps it until it is closed, and longer if it restores its tabs.',
      }
    default:
      return {
        meaning: 'An attribute that this page does not explain. Browsers skip the ones they do not know.',
        without: 'Nothing that this page knows of.',
      }
  }
}

function sameSite(value: string): Pick<CookieSegment, 'meaning' | 'without'> {
  const without =
    'The default would be up to the browser: some treat it as Lax, others send it with every cross-site request.'
  switch (value.toLowerCase()) {
    case 'strict':
      return { meaning: 'Never sent with a request that another site starts, not even with a followed link.', without }
    case 'lax':
      return {
        meaning: "Another site's forms, images and fetches go without it; a link followed from there carries it.",
        without,
      }
    case 'none':
      return { meaning: 'Sent with every request, whichever site starts it. Needs Secure.', without }
    default:
      return { meaning: 'Not a value that browsers know: treated as if it were absent.', without }
  }
}

function maxAge(value: string): string {
  if (!/^-?\d+$/.test(value)) return 'Not a whole number of seconds: browsers skip it.'
  const seconds = Number(value)
  if (seconds <= 0) return 'The browser drops the cookie at once: this is how one is deleted.'
  const [size, unit] =
    seconds % 86_400 === 0 ? [86_400, 'day'] : seconds % 3_600 === 0 ? [3_600, 'hour'] : [1, 'second']
  const count = seconds / size
  return `The browser drops it ${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'} after it arrived. The server's limit is its own.`
}

function absent(has: (name: string) => boolean): CookieAnatomy['absent'] {
  const effects: readonly (readonly [name: string, effect: string])[] = [
    ['HttpOnly', 'Any script on the page can read the credential and send it elsewhere.'],
    ['Secure', 'It also travels over plain http, where everyone on the network path can read it.'],
    [
      'SameSite',
      'The default is up to the browser: some treat it as Lax, others send it with every cross-site request.',
    ],
    ['Domain', 'Only the host that set it receives it; subdomains do not. The safer choice.'],
    ['Path', 'Only the folder of the URL that set it receives it.'],
    ['Max-Age', 'The browser keeps it until it is closed, and longer if it restores its tabs.'],
  ]
  return effects
    .filter(([name]) => !has(name.toLowerCase()) && !(name === 'Max-Age' && has('expires')))
    .map(([name, effect]) => ({ name, effect }))
}

function readers(has: (name: string) => boolean): readonly CookieReader[] {
  return [
    { who: 'The person at the browser', can: true, why: 'Developer tools show every cookie, whatever its attributes.' },
    {
      who: 'A script on the page',
      can: !has('httponly'),
      why: has('httponly')
        ? 'HttpOnly keeps it out of document.cookie. A script can still send requests that carry it.'
        : 'Without HttpOnly it is in document.cookie.',
    },
    {
      who: 'A script on another site',
      can: false,
      why: 'Cookies of this host are never shown to another site. SameSite decides only whether they are sent.',
    },
    {
      who: 'Someone on the network path',
      can: !has('secure'),
      why: has('secure') ? 'Secure keeps it inside https.' : 'Without Secure it also travels over plain http.',
    },
    {
      who: has('domain') ? 'Every subdomain' : 'A subdomain',
      can: has('domain'),
      why: has('domain') ? 'Domain sends it to all of them.' : 'Without Domain it goes to the host that set it.',
    },
    { who: 'The server', can: true, why: 'It arrives with every request in the Cookie header.' },
  ]
}
