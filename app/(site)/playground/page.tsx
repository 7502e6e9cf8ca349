import type { Metadata } from 'next'
import { documentOf } from '@/lib/api/document'
import { getApp } from '@/lib/app'
import { getSite } from '@/lib/next/session'
import { TextLink } from '@/app/_ui/text-link'
import { asCurl, callablesOf } from './_parts/callable'
import { PlaygroundLater } from './_parts/playground-later'

export const metadata: Metadata = {
  title: 'Playground',
  description: 'Choose an endpoint, send a request from your browser, and see both sides of it.',
}

/** In production too: it sends nothing that a page of this origin could not send. */
export default async function PlaygroundPage({ searchParams }: { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> }) {
  const [{ appUrl, facts }, { endpoint }] = await Promise.all([getSite(), searchParams])
  const endpoints = callablesOf(documentOf(await getApp()))
  const cookies = facts.carrier === 'cookie'
  return (
    <>
      <header className="max-w-3xl">
        <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">Playground</h1>
        <p className="mt-3 text-lg text-pretty text-muted">
          Send any request of the API from this browser, and see both sides. It is sent as you, to this server, and what it changes is changed.{' '}
          <TextLink href="/docs/api" prefetch={false}>
            The reference
          </TextLink>{' '}
          says what each takes.
        </p>
      </header>
      <PlaygroundLater endpoints={endpoints} first={typeof endpoint === 'string' ? endpoint : null} origin={appUrl} />
      <details className="mt-12">
        <summary className="min-h-6 cursor-pointer text-lg font-semibold">Every endpoint, as a command</summary>
        <p className="mt-2 max-w-3xl text-sm text-pretty text-muted">
          {cookies ? 'Cookies are kept in the file jar.' : 'TOKEN is the access_token that signing in answers with.'} A server-to-server token is TOKEN too, and CLIENT_ID and CLIENT_SECRET are what an
          administrator was given for a client.
        </p>
        <ul className="mt-4 space-y-5">
          {endpoints.map(({ id, method, path, does, scheme, body }) => (
            <li key={id}>
              <p>
                <span className="font-mono text-sm font-semibold wrap-anywhere">
                  {method} {path}
                </span>{' '}
                {does}
              </p>
              <pre tabIndex={0} aria-label={`${method} ${path} as curl`} className="mt-1 overflow-x-auto rounded-lg border border-line bg-surface p-3 font-mono text-[0.8125rem] leading-5">
                {asCurl({ method, url: appUrl + path, scheme, cookies, headers: body ? [['content-type', body.type]] : [], body: body?.example ?? null })}
              </pre>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
