import type { Metadata } from 'next'
import { match } from '@/app/_client/match'
import { Badge } from '@/app/_ui/badge'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { TextLink } from '@/app/_ui/text-link'
import { getSite } from '@/lib/next/session'
import { entries } from './_parts/entries'

export const metadata: Metadata = {
  title: 'Search',
  description: 'Pages, guides, errors, endpoints and experiments.',
}

export default async function Search({ searchParams }: { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> }) {
  const [{ q }] = await Promise.all([searchParams, getSite()])
  const asked = typeof q === 'string' ? q.slice(0, 100) : ''
  const found = match(entries(), asked)
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">Search</h1>
      <form action="/search" role="search" className="mt-6 flex max-w-2xl items-end gap-3">
        <Field label="Pages, guides, errors, endpoints and experiments" name="q" type="search" defaultValue={asked} autoComplete="off" className="flex-1" />
        <Button type="submit" variant="primary" className="min-h-11">
          Search
        </Button>
      </form>
      {asked === '' ? null : (
        <>
          <p role="status" className="mt-6 text-sm text-muted">
            {found.length === 0 ? `Nothing has all of these words: ${asked}` : `${String(found.length)} found`}
          </p>
          <ul className="mt-3 max-w-2xl divide-y divide-line border-y border-line">
            {found.map(({ href, title, kind }) => (
              <li key={href} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
                <TextLink href={href} prefetch={false} className="inline-flex min-h-6 items-center wrap-anywhere">
                  {title}
                </TextLink>
                <Badge>{kind}</Badge>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
