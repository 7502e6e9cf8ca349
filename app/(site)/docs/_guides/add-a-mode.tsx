import { Code } from '@/app/_ui/code'
import { SourceLink } from '@/app/_wire/source-link'
import { Lines, Section, Steps } from '../_parts/doc-page'


export function AddAMode() {
  return (
    <>
      <Section title="A file and a line">
        <Steps>
          <li>
            Write <Code>lib/auth/modes/yours.ts</Code>. It gets a request and answers with data, as <SourceLink path="lib/auth/contract.ts" /> says; it imports no
            other mode, no store’s driver and nothing of Next.
          </li>
          <li>
            Add one line and its import to <Code>REGISTRY</Code> in <SourceLink path="lib/auth/modes/index.ts" />.
          </li>
          <li>
            Call <Code>conform</Code> in a test beside it. The suite holds the mode to each of its <Code>facts</Code>: what it does when a credential is altered,
            expired, replayed or ended.
          </li>
        </Steps>
        <p>
          Then <Code>AUTH_MODE=yours npm run dev</Code> serves it. Screens, these pages, the lab and the journeys follow from its facts; what people read
          does too, unless the file says it better in <Code>words</Code>. The comparison lists it by its facts until <Code>npm run record</Code> has measured it.
        </p>
      </Section>
      <Section title="A complete one">
        <p>
          <SourceLink path="examples/custom-mode/mode.ts" /> keeps a row and a cookie with an HMAC, so that an id that the server did not make is refused before
          the store is asked. Its test is <SourceLink path="examples/custom-mode/mode.test.ts" />:
        </p>
        <Lines of="The command">npx vitest run examples/custom-mode</Lines>
      </Section>
    </>
  )
}
