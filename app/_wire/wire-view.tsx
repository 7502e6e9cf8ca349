import { useId } from 'react'
import { cn } from '@/app/_ui/cn'
import type { XrayReport } from '@/lib/xray/report'
import { headerNote } from './header-note'
import { Header, Line, MoreLines } from './lines'
import { bytesText, shareText } from './quantity'
import { SourceBadge } from './source-badge'

const tabs = [
  { value: 'request', label: 'Request' },
  { value: 'not-sent', label: 'Not sent' },
] as const

/**
 * What a request sent: raw HTTP left, what each line means right; and what it did not send. The tabs are radio buttons, so that
 * they work without JavaScript and keep their place when the page is asked again.
 */
export function WireView({ request }: { readonly request: XrayReport['request'] }) {
  const name = useId()
  return (
    <div className="group/wire overflow-hidden rounded-lg border border-line bg-surface">
      <fieldset className="flex flex-wrap gap-1 border-b border-line bg-sunken p-1.5">
        <legend className="sr-only">Part of the request</legend>
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
      <MoreLines says="which say nothing about who is asking" lines={rest.map(({ name, value }) => [name, value])} />
    </>
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
