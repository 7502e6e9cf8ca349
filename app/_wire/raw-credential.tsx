import { SHAPES } from '@/lib/xray/decode'
import type { ShownCredential } from '@/lib/xray/report'
import { partInk } from './part-ink'
import { bytesText } from './quantity'

/** A credential as it travels, its parts in their colours, all but its ends as dots; then what each part is. */
export function RawCredential({ credential }: { readonly credential: ShownCredential }) {
  const { kind, parts } = credential
  const shapes = SHAPES[kind].parts
  return (
    <div className="space-y-3">
      <p aria-hidden className="rounded-md bg-sunken p-3 font-mono text-xs leading-4 wrap-anywhere">
        {masked(credential).map((text, index) => (
          <span key={index} className={partInk(index)}>
            {text}
          </span>
        ))}
      </p>
      <p className="text-sm text-muted">
        {SHAPES[kind].title}, {bytesText(credential.bytes)}. No page shows more of it than its ends.
      </p>
      {kind === 'opaque' ? null : (
        <details className="text-sm">
          <summary className="cursor-pointer">
            Its {parts.length} parts:{' '}
            {parts.map(({ name }, index) => (
              <span key={name} className={`font-mono text-[0.8125rem] font-medium ${partInk(index)}`}>
                {shapes[index]?.lead}
                {name}
              </span>
            ))}
          </summary>
          <ol className="mt-2 space-y-1.5">
            {parts.map(({ name, bytes }, index) => (
              <li key={name}>
                <span className={`font-mono text-[0.8125rem] font-medium ${partInk(index)}`}>{name}</span>{' '}
                <span className="text-muted">
                  {bytesText(bytes)}. {(bytes === 0 ? shapes[index]?.empty : undefined) ?? shapes[index]?.meaning}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  )
}

/** The text of each part, with the separator in front of it. */
function masked({ kind, parts, shown }: ShownCredential): readonly string[] {
  const [head = '', tail = ''] = shown.split('…')
  const dots = parts.map(({ bytes }, index) => (SHAPES[kind].parts[index]?.lead ?? '') + '·'.repeat(bytes))
  const length = dots.join('').length
  let at = 0
  return dots.map((text) => {
    const from = at
    at += text.length
    return [...text].map((dot, i) => head[from + i] ?? (from + i >= length - tail.length ? tail[from + i - (length - tail.length)] : dot)).join('')
  })
}
