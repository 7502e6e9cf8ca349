import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'
import { SourceLink } from '@/app/_wire/source-link'
import { Lines, Section, Steps } from '../_parts/doc-page'

const PAGE = `import { requireUser } from '@/lib/next/session'

export default async function Invoices() {
  const { user } = await requireUser()
  return <h1>Invoices of {user.name}</h1>
}`

const ENDPOINT = `define({
  method: 'GET',
  path: '/api/hello',
  does: 'greets whoever is signed in',
  who: 'signed_in',
  answers: { 200: z.object({ hello: z.string() }) },
  run: ({ by }) => ({ body: { hello: by.session.user.name } }),
})`

const ROUTE = `export { DELETE, GET, OPTIONS, PATCH, POST, PUT } from '@/lib/next/route'`

export function ProtectAPage() {
  return (
    <>
      <Section title="A page">
        <p>
          Create <Code>app/(site)/invoices/page.tsx</Code>. Whoever is not signed in is sent to sign in, told why, and brought back.
        </p>
        <Lines of="A protected page">{PAGE}</Lines>
        <p>
          <Code>requireUser</Code> makes the full check, once per request. Where more is at stake, use <Code>requireCurrentUser</Code>: it also asks
          the database whether the account is still there and enabled. <Code>requireAdmin</Code> asks for the role as well. They are in{' '}
          <SourceLink path="lib/next/session.ts" />.
        </p>
      </Section>
      <Section title="Where the browser sends nothing with a navigation">
        <p>
          When the credential travels in the Authorization header, a page is rendered before anybody knows who is asking. There the endpoint needs
          protecting, and a script asks it. The dashboard shows how: <SourceLink path="app/(site)/dashboard/_parts/asked.tsx" />.
        </p>
      </Section>
      <Section title="An endpoint">
        <Steps>
          <li>
            Add it to a file in <Code>lib/http/endpoints/</Code>. The cross-site rule, limits, the order of refusals and problem+json come with it.
          </li>
        </Steps>
        <Lines of="An endpoint">{ENDPOINT}</Lines>
        <p>
          <Code>who</Code> is <Code>anybody</Code>, <Code>signed_in</Code>, <Code>current</Code> (the account still counts, in every mode) or <Code>admin</Code>.
        </p>
        <p>
          Beside it, a route for Next in <Code>app/api/hello/route.ts</Code>:
        </p>
        <Lines of="A route">{ROUTE}</Lines>
        <p>
          It is now in the{' '}
          <TextLink href="/docs/api" prefetch={false}>
            API reference
          </TextLink>{' '}
          and in <Code>/api/openapi.json</Code>, and every answer that a test sees is checked against <Code>answers</Code>.
        </p>
      </Section>
    </>
  )
}
