/** What the lab can switch off, or on, around a mode. Each is a promise of the application; here it shows what it is worth. */
export const DEFENCES = {
  'hashed-ids': 'Ids are stored as SHA-256 only',
  'fresh-credential': 'Every sign-in makes a new credential',
  'end-previous': 'Signing in ends what this browser had',
  'absolute-limit': 'A session ends at the absolute limit, however often it is renewed',
  'verified-signature': 'A credential is checked before it is believed',
  'pinned-algorithm': 'We fix the algorithm, never the token',
  'own-keys': 'No key or address is ever taken from a token',
  'strong-secret': 'The secret has at least 32 random characters',
  'sealed-keys': 'Signing keys are stored encrypted',
  'grace-window': 'A raced refresh gets the same successor',
  'replay-kill': 'A spent refresh token ends its session',
  'one-write': 'One conditional write decides a rotation',
  'previous-secret': 'An older secret is still accepted',
  'origin-check': 'Unsafe requests must come from our own origin',
  'same-site': 'Cookies are SameSite=Lax',
  'http-only': 'Cookies are HttpOnly',
  'secure': 'Cookies are Secure, and the site is https only',
  'store-errors': 'A store that does not answer is an error, not a rejection',
  'skew-tolerance': 'Clocks of our own servers may differ by 15 s',
} as const
export type Defence = keyof typeof DEFENCES

/** Off as shipped, because a server without settings runs on http://localhost. */
const OPTIONAL: readonly Defence[] = ['secure']

export type Defences = ReadonlySet<Defence>

export function defences({ without = [], with: added = [] }: { readonly without?: readonly Defence[]; readonly with?: readonly Defence[] } = {}): Defences {
  const all = Object.keys(DEFENCES) as Defence[]
  return new Set([...all.filter((name) => !OPTIONAL.includes(name) && !without.includes(name)), ...added])
}
