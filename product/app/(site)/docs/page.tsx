import type { Metadata } from 'next'
import { TextLink } from '@/app/_ui/text-link'
import { getSite } from '@/lib/next/session'

export const metadata: Metadata = { title: 'Docs' }

const PAGES = [
  { href: '/docs/api', title: 'API reference', lead: 'Every endpoint: who may call it, what it takes, and what it answers with.' },
  { href: '/docs/errors', title: 'Error codes', lead: 'What each code means and what to do about it.' },
] as const

export default async function Docs() {
  await getSite()
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">Docs</h1>
      <ul className="mt-8 grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {PAGES.map(({ href, title, lead }) => (
          <li key={href}>
            <TextLink href={href} prefetch={false} className="inline-flex min-h-6 items-center font-medium">
              {title}
            </TextLink>
            <p className="text-muted text-pretty">{lead}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
