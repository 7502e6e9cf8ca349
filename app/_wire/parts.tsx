import { dissect, type CredentialPart } from '@/lib/xray/decode'
import { partInk } from './part-ink'
import { bytesText } from './quantity'

/** More than any credential that travels; a slip of the clipboard must not freeze the page. */
const SHOWN = 8_192

/** A whole credential, its parts in their colours, raw and decoded. For values that are in this tab anyway. */
export function Parts({ value }: { readonly value: string }) {
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
