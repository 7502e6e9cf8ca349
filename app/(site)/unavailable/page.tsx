import type { Metadata } from 'next'
import { buttonLook } from '@/app/_ui/looks'
import { TextLink } from '@/app/_ui/text-link'
import { storeAnswers } from '@/lib/next/session'

export const metadata: Metadata = { title: 'The store does not answer' }

/** What the proxy shows, with status 503, in place of any page whose session nobody can look up. */
export default async function UnavailablePage() {
  const answers = await storeAnswers()
  return (
    <div className="max-w-2xl">
      <p className="text-sm font-medium text-bad">503</p>
      <h1 className="mt-1 text-3xl font-semibold tracking-tight text-balance">
        {answers ? 'The store answers again' : 'The store does not answer'}
      </h1>
      <p className="mt-4 text-muted">
        Your request carried a credential, but the database that could say whose it is could not be read. That is not a
        rejection: you were not signed out, and your browser keeps what it has.
      </p>
      <h2 className="mt-8 text-lg font-semibold">What to do next</h2>
      <p className="mt-2">Load the page again in a moment. If you run this server, its log names the file and the cause.</p>
      <div className="mt-6">
        {/* The address of the page that was asked for, with its query; no route of the client's is trusted to be right. */}
        <a href="" className={buttonLook({ variant: 'primary' })}>
          Try again
        </a>
      </div>
      <p className="mt-8 text-sm">
        <TextLink href="/docs/errors/store_unavailable" prefetch={false}>
          What store_unavailable means
        </TextLink>
      </p>
    </div>
  )
}
