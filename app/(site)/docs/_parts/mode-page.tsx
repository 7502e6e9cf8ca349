import { Badge } from '@/app/_ui/badge'
import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'
import { Carried } from '@/app/_wire/carried'
import { SourceLink } from '@/app/_wire/source-link'
import type { ModeFacts } from '@/lib/auth/contract'
import type { ModeName } from '@/lib/auth/modes'
import type { ModeWords } from '@/lib/auth/modes/words'
import { environment } from '@/lib/env-words'
import { DocPage, Lines, Section } from './doc-page'
import { abilities, factRows, variablesOf, whenToPick } from './mode-facts'

/** All that there is to say of a mode, from its own facts and words. */
export function ModePage({ name, words, facts, running }: { readonly name: ModeName; readonly words: ModeWords; readonly facts: ModeFacts; readonly running: boolean }) {
  const { pick, avoid } = whenToPick(facts)
  const named = variablesOf(facts)
  return (
    <DocPage
      title={words.title}
      lead={
        <>
          <Code>AUTH_MODE={name}</Code> {running ? <Badge tone="accent">this server</Badge> : null} What travels is {words.travels}, <Carried facts={facts} />.
        </>
      }
    >
      <Section title="What happens">
        <ol className="list-decimal space-y-2 pl-5">
          {words.beats.map(({ name: beat, says }) => (
            <li key={beat}>{says}</li>
          ))}
        </ol>
        <p>{words.ends}</p>
        <p>
          <TextLink href={`/?mode=${name}&beat=1`} prefetch={false}>
            Step through it
          </TextLink>
        </p>
      </Section>
      <Section title="Facts">
        <dl className="divide-y divide-line border-y border-line">
          {factRows(facts).map(([term, value]) => (
            <div key={term} className="grid gap-x-6 py-2 sm:grid-cols-[14rem_1fr]">
              <dt className="text-muted">{term}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title="What the server can do">
        <Sentences items={abilities(facts).flatMap(([can, what]) => (can ? [`It can ${what}.`] : []))} />
      </Section>
      <Section title="What it cannot do">
        <Sentences items={abilities(facts).flatMap(([can, what]) => (can ? [] : [`It cannot ${what}.`]))} />
      </Section>
      <Section title="Pick it when">
        <Sentences items={pick} />
      </Section>
      <Section title="Think twice when">
        <Sentences items={avoid} />
        <p>
          <TextLink href="/compare" prefetch={false}>
            Compare it with the other modes
          </TextLink>
        </p>
      </Section>
      <Section title="Run it">
        <Lines of="The command">{`AUTH_MODE=${name} npm run dev`}</Lines>
        <dl className="space-y-2">
          {environment().flatMap((variable) =>
            named.includes(variable.name)
              ? [
                  <div key={variable.name}>
                    <dt>
                      <Code>{variable.name}</Code>
                    </dt>
                    <dd className="mt-1">{variable.what}</dd>
                  </div>,
                ]
              : [],
          )}
        </dl>
        <p>
          The whole mode: <SourceLink path={`lib/auth/modes/${name}.ts`} />. What it promises: <SourceLink path="lib/auth/contract.ts" />.
        </p>
      </Section>
    </DocPage>
  )
}

function Sentences({ items }: { readonly items: readonly string[] }) {
  return (
    <ul className="list-disc space-y-1.5 pl-5">
      {items.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}
