import { Code } from '@/app/_ui/code'
import { SourceLink } from '@/app/_wire/source-link'
import { Lines, Section } from '../_parts/doc-page'

const TEACHING = [
  ['lib/lab, app/(site)/lab, app/api/lab', 'the experiments, their pages and their addresses'],
  ['lib/compare, app/(site)/compare, app/api/compare', 'the comparison and its recorded figures'],
  ['app/(site)/_home', 'the home page, which explains the modes'],
  ['app/(site)/docs, app/(site)/playground', 'these pages and the playground'],
  ['examples, bench', 'what shows and measures, and is served by nobody'],
] as const

export function WithoutTheLab() {
  return (
    <>
      <Section title="Turn it off">
        <Lines of="The setting">LAB=off</Lines>
        <p>
          That is the default in production. The lab’s addresses then answer 404, nothing is measured at a visitor’s request, and the navigation does not
          mention it. Demo people are made in development only, unless <Code>SEED_DEMO=1</Code>.
        </p>
        <p>
          What is weak on purpose is in <Code>lib/lab/weak</Code>. Nothing that guards the application imports it, however indirectly;{' '}
          <SourceLink path="lib/lab/endpoints.ts" /> is how the rest of the lab is reached, and <Code>npm run lint</Code> checks the direction of every import.
        </p>
      </Section>
      <Section title="What a product needs">
        <p>
          Sign-in, the account, sessions, administration and the API: <Code>lib/auth</Code>, <Code>lib/accounts</Code>, <Code>lib/oauth</Code>, <Code>lib/http</Code>,{' '}
          <Code>lib/stores</Code>, <Code>db</Code>, <Code>lib/server</Code>, <Code>lib/next</Code>, and in <Code>app</Code> the groups <Code>(auth)</Code> and{' '}
          <Code>(account)</Code> with what starts with an underscore. None of them imports the lab or the comparison.
        </p>
      </Section>
      <Section title="What is there to teach">
        <dl className="space-y-3">
          {TEACHING.map(([where, what]) => (
            <div key={where}>
              <dt>
                <Code>{where}</Code>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  )
}
