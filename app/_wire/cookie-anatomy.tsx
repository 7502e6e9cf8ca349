import { anatomy } from '@/lib/xray/cookie-anatomy'
import { utf8Bytes } from '@/lib/xray/decode'
import { Bar } from './bar'
import { partInk } from './part-ink'
import { bytesText, shareText } from './quantity'
import { SourceBadge } from './source-badge'

/** A Set-Cookie line, segment by segment: what each means, what is lost without it, and who can read the cookie. */
export function CookieAnatomy({
  line,
  seen,
  valueBytes,
  limit,
}: {
  /** With its value shortened. */
  readonly line: string
  /** Whether it is the very line that was sent. */
  readonly seen: boolean
  /** Of the whole value, which the line does not show. */
  readonly valueBytes: number
  /** What browsers keep of one cookie, in bytes. */
  readonly limit: number
}) {
  const { segments, absent, readers } = anatomy(line)
  const name = segments.find((segment) => segment.value !== undefined)?.name ?? ''
  const size = utf8Bytes(name) + valueBytes
  return (
    <div className="space-y-6">
      <p className="flex flex-wrap items-start gap-x-3 gap-y-1.5 rounded-md bg-sunken p-4">
        <code className="min-w-0 flex-1 basis-64 font-mono text-sm leading-6 wrap-anywhere">
          <span className="text-muted">Set-Cookie: </span>
          {segments.map((segment, index) => (
            <span key={index}>
              <span className="text-muted">{segment.lead}</span>
              <span className={partInk(index)}>{segment.text}</span>
            </span>
          ))}
        </code>
        <SourceBadge source={seen ? 'set' : 'inferred'} />
      </p>

      <ol className="divide-y divide-line">
        {segments.map((segment, index) => (
          <li key={index} className="grid gap-x-6 gap-y-1 py-3 text-sm leading-6 md:grid-cols-[11rem_1fr_1fr]">
            <p className={`font-mono text-[0.8125rem] leading-6 wrap-anywhere ${partInk(index)}`}>{segment.text}</p>
            <p>{segment.meaning}</p>
            <p className="text-muted">
              <span className="font-medium">Without it:</span> {segment.without}
            </p>
          </li>
        ))}
      </ol>

      <div className="grid gap-6 md:grid-cols-2">
        <div>
          <h4 className="text-sm font-semibold">Not in this line</h4>
          {absent.length > 0 ? (
            <ul className="mt-2 space-y-2 text-sm">
              {absent.map(({ name: attribute, effect }) => (
                <li key={attribute}>
                  <code className="font-mono text-[0.8125rem] font-medium">{attribute}</code>{' '}
                  <span className="text-muted">{effect}</span>
                </li>
              ))}
            </ul>
          ) : (
            <p className="mt-2 text-sm text-muted">Every attribute is there.</p>
          )}
          <h4 className="mt-6 text-sm font-semibold">Size</h4>
          <p className="mt-2 mb-2 text-sm">
            {bytesText(size)} of name and value{' '}
            <span className="text-muted">
              ({shareText(size, limit)} of the {bytesText(limit)} that browsers keep of one cookie)
            </span>
          </p>
          <Bar to={(size / limit) * 100} className="fill-browser-mark" />
        </div>
        <div>
          <h4 className="text-sm font-semibold">Who can read it</h4>
          <ul className="mt-2 space-y-2 text-sm">
            {readers.map(({ who, can, why }) => (
              <li key={who}>
                <span className="font-medium">
                  {who}: {can ? 'yes' : 'no'}.
                </span>{' '}
                <span className="text-muted">{why}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}
