'use client'

import { useId, useState } from 'react'
import { Badge } from '@/app/_ui/badge'
import { dissect, SHAPES } from '@/lib/xray/decode'
import { Parts } from './parts'

/** A bench for any credential at all: it is taken apart in this tab and goes nowhere. */
export function PasteDecoder() {
  const id = useId()
  const [pasted, setPasted] = useState('')
  const value = pasted.trim().replace(/^Bearer\s+/i, '')
  return (
    <div className="mt-2 space-y-4">
      <p id={`${id}-hint`} className="max-w-prose text-sm leading-6 text-muted">
        An opaque id, a signed or an encrypted token, or a seal. It is taken apart in this tab: nothing is sent
        anywhere, and nothing is kept. To see your own cookie
        whole, copy it from the browser&apos;s developer tools.
      </p>
      <div>
        <label htmlFor={id} className="block text-sm font-medium">
          A credential
        </label>
        <textarea
          id={id}
          rows={3}
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          className="mt-1.5 block w-full rounded-md border border-line-strong bg-surface px-3 py-2 font-mono text-sm text-ink"
        />
      </div>
      <div role="status">{value === '' ? null : <Verdict value={value} />}</div>
      {value === '' ? null : <Parts value={value} />}
    </div>
  )
}

function Verdict({ value }: { readonly value: string }) {
  const { kind, parts } = dissect(value)
  const decoded = parts.filter((part) => part.decoded !== undefined).map((part) => part.name)
  return (
    <div className="space-y-2">
      <p className="flex flex-wrap items-center gap-1.5">
        <span className="mr-1.5 font-medium">{SHAPES[kind].title}</span>
        {decoded.length > 0 ? (
          <Badge tone="accent">Decoded: {decoded.join(', ')}</Badge>
        ) : (
          <Badge>{kind === 'opaque' ? 'Nothing to decode' : 'Nothing to decode without the key'}</Badge>
        )}
        <Badge>Not verified: this page holds no key</Badge>
      </p>
      <p className="max-w-prose text-sm leading-6">
        {kind === 'opaque' ? 'Nothing to decode: that is the point. ' : ''}
        {SHAPES[kind].says}
      </p>
    </div>
  )
}
