import { TextLink } from '@/app/_ui/text-link'
import type { Exchange } from './send'

/** Both sides of one request. */
export function ExchangeView({ exchange: { method, target, sent, headers, body, code } }: { readonly exchange: Exchange }) {
  return (
    <div className="mt-4 grid gap-5 lg:grid-cols-2">
      <Side title="Request" first={`${method} ${target}`} headers={sent.headers} body={sent.body ?? ''} />
      <div className="min-w-0">
        <Side title="Response" headers={headers} body={body} />
        {code === null ? null : (
          <p className="mt-2 text-sm">
            <TextLink href={`/docs/errors/${code}`} prefetch={false} className="inline-flex min-h-6 items-center">
              What {code} means, and what to do
            </TextLink>
          </p>
        )}
      </div>
    </div>
  )
}

function Side({ title, first, headers, body }: { readonly title: string; readonly first?: string; readonly headers: Exchange['headers']; readonly body: string }) {
  return (
    <section className="min-w-0" aria-label={title}>
      <h3 className="text-sm font-semibold">{title}</h3>
      <pre tabIndex={0} aria-label={title} className="mt-2 max-h-[32rem] overflow-auto rounded-lg border border-line bg-surface p-3 font-mono text-[0.8125rem] leading-5 whitespace-pre-wrap wrap-anywhere">
        {first === undefined ? null : <span className="block font-semibold">{first}</span>}
        {headers.map(([name, value]) => (
          <span key={name} className="block">
            <span className="text-muted">{name}: </span>
            {value}
          </span>
        ))}
        {body === '' ? null : <span className="mt-3 block">{body}</span>}
      </pre>
    </section>
  )
}

/** What was sent from this tab, newest first. Choosing one shows it again. */
export function History({ exchanges, chosen, choose }: { readonly exchanges: readonly Exchange[]; readonly chosen: Exchange; readonly choose: (exchange: Exchange) => void }) {
  return (
    <section aria-labelledby="history" className="mt-8">
      <h2 id="history" className="text-lg font-semibold">
        History
      </h2>
      <p className="text-sm text-muted">The last requests sent from this page. The list is gone when you leave, and holds no credential.</p>
      <ol className="mt-2 divide-y divide-line border-y border-line text-sm">
        {exchanges.map((exchange) => (
          <li key={exchange.at}>
            <button
              type="button"
              aria-pressed={exchange === chosen}
              onClick={() => {
                choose(exchange)
              }}
              className="flex min-h-8 w-full cursor-pointer flex-wrap items-center gap-x-4 gap-y-1 px-1 py-1 text-left hover:bg-sunken aria-pressed:bg-accent-soft"
            >
              <span className="font-mono font-semibold">{exchange.status}</span>
              <span className="font-mono wrap-anywhere">
                {exchange.method} {exchange.target}
              </span>
              <span className="ml-auto text-muted">
                {exchange.ms} ms · {exchange.bytes} bytes
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
