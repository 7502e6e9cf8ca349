import { useId, type ReactNode } from 'react'
import { cn } from '@/app/_ui/cn'
import type { XrayReport } from '@/lib/xray/report'
import { bytesText, shareText } from './quantity'
import { SourceBadge } from './source-badge'
import { headerNote } from './header-note'

const tabs = [
  { value: 'request', label: 'Request' },
  { value: 'response', label: 'Response' },
  { value: 'not-sent', label: 'Not sent' },
] as const

/** A redacted credential as an answer handed it over, in a Set-Cookie line or in the body. */
export interface Given {
  readonly by: 'set-cookie' | 'access_token'
  readonly line: string
  /** Whether it is the very line that was sent. */
  readonly seen: boolean
}

const GIVEN: Readonly<Record<Given['by'], { readonly seen: string; readonly inferred: string }>> = {
  'set-cookie': {
    seen: 'The line that this server sent a moment ago. The browser keeps it and sends name and value back by itself.',
    inferred:
      'The line was sent in an earlier response. This is how this server writes it, with the value that came back now.',
  },
  access_token: {
    seen: 'From the body of the answer to signing in, a moment ago. A script on this page keeps the token; the browser itself does nothing with it.',
    inferred: 'The token was handed over in the body of an earlier answer, and a script on this page kept it.',
  },
}

/**
 * One exchange: raw HTTP left, what each line means right. The tabs are radio buttons, so that they work without
 * JavaScript and keep their place when the page is asked again.
 */
export function WireView({
  request,
  given,
}: {
  readonly request: XrayReport['request']
  /** What an answer gave this client to keep; empty when nothing. */
  readonly given: readonly Given[]
}) {
  const name = useId()
  return (
    <div className="group/wire overflow-hidden rounded-lg border border-line bg-surface">
      <fieldset className="flex flex-wrap gap-1 border-b border-line bg-sunken p-1.5">
        <legend className="sr-only">Part of the exchange</legend>
        {tabs.map(({ value, label }, index) => (
          <label
            key={value}
            className={cn(
              'cursor-pointer rounded-md border border-transparent px-3 py-1.5 text-sm font-medium text-muted hover:text-ink',
              'has-checked:border-line has-checked:bg-surface has-checked:text-ink',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
            )}
          >
            <input type="radio" name={name} value={value} defaultChecked={index === 0} className="sr-only" />
            {label}
          </label>
        ))}
      </fieldset>
      <section aria-label="Request" className="hidden group-has-[[value=request]:checked]/wire:block">
        <Request request={request} />
      </section>
      <section aria-label="Response" className="hidden group-has-[[value=response]:checked]/wire:block">
        <Response given={given} />
      </section>
      <section aria-label="Not sent" className="hidden group-has-[[value=not-sent]:checked]/wire:block">
        <NotSent notSent={request.notSent} />
      </section>
    </div>
  )
}

function Request({ request }: { readonly request: XrayReport['request'] }) {
  const { credential, headers } = request
  const noted = headers.map(([name, value]) => ({ name, value, note: headerNote(name, value, credential) }))
  const lit = noted.filter((header) => header.note !== null)
  const rest = noted.filter((header) => header.note === null)
  return (
    <>
      <dl>
        <Line raw={`${request.method} ${request.path}`}>
          <p>
            <SourceBadge source="received" /> The request line. With all headers {bytesText(request.bytes)}
            {credential
              ? `, of which the credential is ${bytesText(credential.bytes)} (${shareText(credential.bytes, request.bytes)}).`
              : '. No credential among them.'}
          </p>
        </Line>
        {lit.map((header, index) => (
          <Line key={index} lit raw={<Header name={header.name} value={header.value} mark={credential?.shown} />}>
            <p>
              <SourceBadge source="received" /> {header.note}
            </p>
          </Line>
        ))}
      </dl>
      {rest.length > 0 ? (
        <details className="border-t border-line">
          <summary className="cursor-pointer px-4 py-2.5 text-sm text-muted hover:text-ink">
            {rest.length} more header {rest.length === 1 ? 'line' : 'lines'}, which say nothing about who asks
          </summary>
          <ul className="space-y-1 bg-sunken px-4 py-3">
            {rest.map((header, index) => (
              <li key={index} className="font-mono text-[0.8125rem] leading-6 wrap-anywhere text-muted">
                {header.name}: {header.value}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  )
}

function Response({ given }: { readonly given: readonly Given[] }) {
  if (given.length === 0) return <p className="p-4 text-sm">No credential: this answer set no cookie and handed over no token.</p>
  return (
    <dl>
      {given.map(({ by, line, seen }) => (
        <Line key={line} lit raw={<Header name={by} value={line} />}>
          <p>
            <SourceBadge source={seen ? 'set' : 'inferred'} /> {GIVEN[by][seen ? 'seen' : 'inferred']}
          </p>
        </Line>
      ))}
    </dl>
  )
}

function NotSent({ notSent }: { readonly notSent: XrayReport['request']['notSent'] }) {
  if (notSent.length === 0) return <p className="p-4 text-sm">Everything that the check looks for was sent.</p>
  return (
    <dl>
      {notSent.map(({ what, why }) => (
        <Line key={what} raw={<s className="decoration-muted">{what}</s>}>
          <p>
            <SourceBadge source="inferred" /> {why}
          </p>
        </Line>
      ))}
    </dl>
  )
}

function Line({
  raw,
  lit = false,
  children,
}: {
  readonly raw: ReactNode
  /** Whether the line matters for who the request is judged to come from. */
  readonly lit?: boolean
  readonly children: ReactNode
}) {
  return (
    <div className="grid border-t border-line first:border-t-0 md:grid-cols-2">
      <dt
        className={`border-l-4 px-4 pt-3 font-mono text-[0.8125rem] leading-6 wrap-anywhere md:pb-3 ${
          lit ? 'border-l-accent' : 'border-l-transparent text-muted'
        }`}
      >
        {raw}
      </dt>
      <dd
        className={`border-l-4 px-4 py-3 text-sm leading-6 md:border-l ${
          lit ? 'border-l-accent md:border-l-line' : 'border-l-transparent md:border-l-line'
        }`}
      >
        {children}
      </dd>
    </div>
  )
}

/** A header line; `mark` is the stretch of its value that is the credential. */
function Header({
  name,
  value,
  mark,
}: {
  readonly name: string
  readonly value: string
  readonly mark?: string | undefined
}) {
  const at = mark ? value.indexOf(mark) : -1
  return (
    <>
      <span className="text-muted">{name}: </span>
      {mark && at >= 0 ? (
        <>
          {value.slice(0, at)}
          <mark className="rounded-sm bg-accent-soft px-0.5 font-medium text-accent">{mark}</mark>
          {value.slice(at + mark.length)}
        </>
      ) : (
        value
      )}
    </>
  )
}
