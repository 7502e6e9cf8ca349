/** What the lab can switch off, or on, around a mode. Each is a promise of the application; here it shows what it is worth. */
export const DEFENCES = {
  'hashed-ids': 'Ids are stored as SHA-256 only',
  'sealed-keys': 'Signing keys are stored encrypted',
  'strong-secret': 'The secret is random',
  'fresh-credential': 'Every sign-in makes a new credential',
  'absolute-limit': 'A session ends at the absolute limit, however often it is renewed',
  'verified-signature': 'A signature is checked before the token is believed',
  'pinned-algorithm': 'We fix the algorithm, never the token',
  'own-keys': 'No key or address is ever taken from a token',
  'grace-window': 'A raced refresh gets the same successor',
  'replay-kill': 'A spent refresh token ends its session',
  'one-write': 'One conditional write decides a rotation',
  'previous-secret': 'An older secret is still accepted',
  'origin-check': 'Unsafe requests must come from our own origin',
  'same-site': 'Cookies are SameSite=Lax',
  'http-only': 'Cookies are HttpOnly',
  'store-errors': 'A store that does not answer is an error, not a rejection',
  'bounded-claims': 'What goes into a credential is bounded: a name has at most 100 characters',
  'secure': 'The site is https only, and its cookies Secure',
  'dropped-keys': 'What leaked is dropped at once, and replaced',
  'whole-credential': 'What was verified is remembered by all of the credential',
  'asked-again': 'That somebody is let in is never remembered: what decides is asked at every request',
  'memory-ends': 'What is remembered ends with the credential',
  'shared-secret': 'Every server has the same secret',
} as const
export type Defence = keyof typeof DEFENCES

/** Off as shipped: what a deployment or an operator adds. */
const OPTIONAL: readonly Defence[] = ['secure', 'dropped-keys', 'shared-secret']

export type Defences = ReadonlySet<Defence>

export function defences({ without = [], with: added = [] }: { readonly without?: readonly Defence[]; readonly with?: readonly Defence[] } = {}): Defences {
  const all = Object.keys(DEFENCES) as Defence[]
  return new Set([...all.filter((name) => !OPTIONAL.includes(name) && !without.includes(name)), ...added])
}
