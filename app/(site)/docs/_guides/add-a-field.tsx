import { Code } from '@/app/_ui/code'
import { SourceLink } from '@/app/_wire/source-link'
import { Lines, Section, Steps } from '../_parts/doc-page'

export function AddAField() {
  return (
    <>
      <Section title="Three lines and a migration">
        <Steps>
          <li>
            Its type, in <Code>Identity</Code>: <SourceLink path="lib/auth/session.ts" />.
          </li>
          <li>
            Its line in <SourceLink path="lib/auth/credentials/identity.ts" />, with a default: credentials that are older than the field do not have it.
          </li>
          <li>
            Its column in <SourceLink path="db/sqlite/schema.ts" />, then:
          </li>
        </Steps>
        <Lines of="The command">npm run db:generate</Lines>
        <p>Rows, claims, the answers of the API and its description follow. In the modes that keep the state in the credential, it grows by the field’s size with every request.</p>
      </Section>
      <Section title="When it changes">
        <p>
          A mode that reads the row at every check sees a new value at the next request. The others see it when the credential is renewed or issued
          again; until then <Code>GET /api/me</Code> names in <Code>outdated</Code> what the database says otherwise. Do not decide from a credential what
          somebody may do: <Code>requireCurrentUser</Code> and <Code>who: &apos;current&apos;</Code> ask the database.
        </p>
      </Section>
    </>
  )
}
