import { getIronSession, type SessionOptions } from 'iron-session'
import type { Subject } from '../measure'
import type { Signed } from '../peer'

export interface Sealed {
  /** What every one of our claims says of whom it is. */
  readonly sub?: string
}

/** As it opens what `sealed` made. */
export function ironOptions(secret: string, cookieName: string): SessionOptions {
  return { password: secret, cookieName, ttl: 0, cookieOptions: { secure: false } }
}

export function ironRead({ cookie, credentials }: Signed, secret: string): Subject {
  const options = ironOptions(secret, cookie)
  const stores = credentials.map((value) => ({ get: (name: string) => (name === cookie ? { name, value } : undefined), set: () => undefined }))
  return async (i) => {
    const session = await getIronSession<Sealed>(stores[i % stores.length] as never, options)
    if (session.sub === undefined) throw new Error('iron-session did not accept the session')
  }
}
