import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Badge } from '@/app/_ui/badge'
import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'
import { WHOLE_API } from '@/lib/api/table'
import { isRejection } from '@/lib/auth/reject'
import { giversOf } from '@/lib/http/codes'
import { slugOf } from '@/lib/http/openapi'
import { getSite } from '@/lib/next/session'
import { PROBLEMS, type ProblemCode } from '@/lib/problem'
import { DocPage, Lines, Section } from '../../_parts/doc-page'
import { Prose } from '../../_parts/prose'

type Props = Readonly<{ params: Promise<{ code: string }> }>

const codeOf = async ({ params }: Props) => {
  const { code } = await params
  return Object.hasOwn(PROBLEMS, code) ? (code as ProblemCode) : null
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const code = await codeOf(props)
  return code ? { title: `${code}: ${PROBLEMS[code].title}`, description: PROBLEMS[code].what } : { title: 'Not found' }
}

export default async function ErrorCodePage(props: Props) {
  const code = await codeOf(props)
  const { appUrl } = await getSite()
  if (!code) notFound()
  const { status, title, what, fix } = PROBLEMS[code]
  const givers = giversOf(code, WHOLE_API)
  const body = { type: `${appUrl}/docs/errors/${code}`, title, status, code, detail: what }
  return (
    <DocPage title={title} up={{ href: '/docs/errors', name: 'Error codes' }} lead={<Prose text={what} />}>
      <p className="mt-4 flex flex-wrap gap-2">
        <Code>{code}</Code>
        <Badge>HTTP {status}</Badge>
        <Badge tone="accent">{isRejection(code) ? 'why a credential is rejected' : 'why a request is refused'}</Badge>
      </p>
      <Section title="What to do">
        <p>
          <Prose text={fix} />
        </p>
      </Section>
      <Section title="What the API answers">
        <Lines of="The body, as application/problem+json">{JSON.stringify(body, null, 2)}</Lines>
        <p className="text-sm text-muted">
          <Code>detail</Code> says what happened this time, where there is more to say.
        </p>
      </Section>
      <Section title="Where it comes from">{givers === null ? <p>Every endpoint can.</p> : givers.length === 0 ? <p>The server itself, where no endpoint is reached.</p> : <Givers of={givers} />}</Section>
    </DocPage>
  )
}

function Givers({ of }: { readonly of: NonNullable<ReturnType<typeof giversOf>> }) {
  return (
    <ul className="columns-1 gap-8 sm:columns-2">
      {of.map((endpoint) => (
        <li key={slugOf(endpoint)} className="py-0.5">
          <TextLink href={`/docs/api#${slugOf(endpoint)}`} prefetch={false} className="inline-block min-h-6 font-mono text-sm wrap-anywhere">
            {endpoint.method} {endpoint.path}
          </TextLink>
        </li>
      ))}
    </ul>
  )
}
