import { Code } from '@/app/_ui/code'
import { SourceLink } from '@/app/_wire/source-link'
import { Lines, Section, Steps } from '../_parts/doc-page'

const GOES = [
  ['lib/lab, app/(site)/lab, app/api/lab', 'the experiments, their pages and their addresses'],
  ['lib/compare, app/(site)/compare, app/api/compare', 'the comparison and its recorded figures'],
  ['app/(site)/_home', 'the home page’s story; a short page with the ways to sign in takes its place'],
  ['app/(site)/playground, app/(site)/docs/_guides', 'the playground, the pages of the modes and these guides'],
  ['app/_shell/mode-badge.tsx', 'the button in the header that says how to switch modes'],
  ['bench, examples/custom-mode, some scripts', 'what measures, records and takes pictures'],
] as const

export function WithoutTheLab() {
  return (
    <>
      <Section title="Start a product">
        <Steps>
          <li>Clone the repository, with nothing uncommitted in it.</li>
          <li>
            Take out what is there to teach, and what nothing uses any more:
            <Lines of="The commands">{'npm run product\nnpm install'}</Lines>
          </li>
          <li>
            See that everything that is left still holds:
            <Lines of="The command">npm test</Lines>
          </li>
          <li>
            Read the new <Code>README.md</Code>. It says what to make your own: the name, the mode, the first page after signing in.
          </li>
        </Steps>
        <p>
          It stops before it changes anything where git could not undo it. <SourceLink path="scripts/product-parts.mjs" /> is the list of what goes.
        </p>
      </Section>
      <Section title="What goes">
        <dl className="space-y-3">
          {GOES.map(([where, what]) => (
            <div key={where}>
              <dt>
                <Code>{where}</Code>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title="What stays">
        <p>
          Sign-up, sign-in, the account, sessions, sign-out, administration, the API with its reference and error codes, every mode, and the tests of all that. The dashboard and
          the dock stay for development; the dock is there where <Code>LAB=on</Code>.
        </p>
      </Section>
      <Section title="Or turn the lab off">
        <Lines of="The setting">LAB=off</Lines>
        <p>
          That is the default in production. The lab’s addresses then answer 404, nothing is measured at a visitor’s request, and the navigation does not mention it. What is
          weak on purpose is in <Code>lib/lab/weak</Code>; nothing that guards the application imports it, and <Code>npm run lint</Code> checks that.
        </p>
      </Section>
    </>
  )
}
