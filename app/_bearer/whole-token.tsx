'use client'

import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Parts } from '@/app/_wire/parts'
import { readToken } from './token'

/** The token of this browser, unshortened, for whoever asks to see it. It is read here and goes nowhere. */
export function WholeToken() {
  const [token, setToken] = useState<string | null>(null)
  return (
    <div className="space-y-4">
      <Button size="sm" aria-expanded={token !== null} onClick={() => setToken(token === null ? readToken() : null)}>
        {token === null ? 'Show the whole token' : 'Hide the token'}
      </Button>
      <p className="max-w-prose text-sm text-muted">
        It is in this browser anyway, where every script on this page can read it. Whoever sees it can use it until it
        expires.
      </p>
      {token === null ? null : <Parts value={token} />}
    </div>
  )
}
