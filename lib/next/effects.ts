import { NextResponse } from 'next/server'
import type { Effect } from '../auth/contract'

/** What Next's cookie jars have in common: that of an action, of a handler's response and of the proxy's. */
interface CookieJar {
  set(cookie: { name: string; value: string; httpOnly: boolean; sameSite: 'lax'; path: string; secure: boolean; maxAge: number }): unknown
}

/** The one place where effects happen. A cookie is cleared with the attributes it was set with. */
export function applyEffects(effects: readonly Effect[], jar: CookieJar): void {
  for (const effect of effects) {
    if (effect.kind === 'hand-over') continue
    const value = effect.kind === 'set-cookie' ? effect.value : ''
    jar.set({ name: effect.name, value, ...effect.attributes })
  }
}

/** The Set-Cookie lines that these effects become, as Next writes them. */
export function setCookieLines(effects: readonly Effect[]): readonly string[] {
  const response = new NextResponse()
  applyEffects(effects, response.cookies)
  return response.headers.getSetCookie()
}
