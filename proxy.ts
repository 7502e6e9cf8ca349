import type { NextRequest } from 'next/server'
import { handleNavigation } from '@/lib/auth/next/proxy'

export function proxy(request: NextRequest) {
  return handleNavigation(request)
}

/** By path only: whoever sends a request also chooses its headers. */
export const config = {
  matcher: [
    '/((?!api/|_next/static/|icon\\.svg$).*)',
    // Next answers 500 to an address of the API that it cannot decode.
    '/api/(.*%.*)',
  ],
}
