import type { NextRequest } from 'next/server'
import { handleNavigation } from '@/lib/next/proxy'

export function proxy(request: NextRequest) {
  return handleNavigation(request)
}

/** By path only: whoever sends a request also chooses its headers. What it leaves out never renders a page. */
export const config = {
  matcher: ['/((?!api/|_next/static/|(?:icon\\.svg|apple-icon|opengraph-image)$|\\.well-known/(?:jwks\\.json|oauth-authorization-server)$).*)'],
}
