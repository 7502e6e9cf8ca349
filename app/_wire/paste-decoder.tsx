'use client'

import { useId, useState } from 'react'
import { Badge } from '@/app/_ui/badge'
import { dissect, SHAPES, type CredentialPart } from '@/lib/xray/decode'
import { partInk } from './part-ink'
import { bytesText } from './quantity'

/** More than any credential that travels; a slip of the clipboard must not freeze the page. */
const SHOWN = 8_192

/** A bench for any credential at all: it is taken apart in this tab and goes nowhere. */
export function PasteDecoder() {
  const id = useId()
  const [pasted, setPasted] = useState('')
  const value = pasted.trim().replace(/^Bearer\s+/i, '')
  return (
    <div className="mt-2 space-y-4">
      <p id={`${id}-hint`} className="max-w-prose text-sm leading-6 text-muted">
        An opaque id, a signed or an encrypted token, or a seal. It is taken apart in this tab: nothing is sent
        anywhere, and nothing is kept. To see your own cookie whole, copy it from the browser&apos;s developer tools.
      </p>
      <noscript>
        <p className="text-sm">This bench needs JavaScript, because the server is not to see what you paste.</p>
      </noscript>
      <div className="noscript:hidden">
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

function Parts({ value }: { readonly value: string }) {
  const { parts } = dissect(value)
  return (
    <>
      <p
        tabIndex={0}
        role="group"
        aria-label="The credential, its parts in their colours"
        className="max-h-64 overflow-y-auto rounded-md bg-sunken p-4 font-mono text-sm leading-6 wrap-anywhere"
      >
        {parts.map((part, index) => (
          <span key={index}>
            <span className="text-muted">{part.lead}</span>
            <span className={partInk(index)}>{cut(part.text)}</span>
          </span>
        ))}
      </p>
      <ol className="divide-y divide-line">
        {parts.map((part, index) => (
          <Part key={index} part={part} ink={partInk(index)} />
        ))}
      </ol>
    </>
  )
}

function Part({ part, ink }: { readonly part: CredentialPart; readonly ink: string }) {
  return (
    <li className="grid gap-x-6 gap-y-1 py-3 text-sm leading-6 md:grid-cols-[11rem_minmax(0,1fr)]">
      <p>
        <span className={`font-mono text-[0.8125rem] font-medium ${ink}`}>{part.name}</span>{' '}
        <span className="block text-muted">{bytesText(part.bytes)}</span>
      </p>
      <div className="min-w-0">
        <p className="text-muted">{part.meaning}</p>
        {part.decoded === undefined ? null : (
          <pre className={`mt-2 font-mono text-[0.8125rem] whitespace-pre-wrap wrap-anywhere ${ink}`}>
            {JSON.stringify(part.decoded, null, 2)}
          </pre>
        )}
      </div>
    </li>
  )
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)} … and ${String(text.length - SHOWN)} characters more` : text
}
