import type { Metadata } from 'next'
import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'
import { documentOf } from '@/lib/api/document'
import { getApp } from '@/lib/app'
import { getSite } from '@/lib/next/session'
import { DocPage, Lines } from '../_parts/doc-page'
import { OperationEntry } from './_parts/operation'
import { schemaText } from './_parts/schema-text'

export const metadata: Metadata = {
  title: 'API reference',
  description: 'Every endpoint: who may call it, what it takes, and what it answers with.',
}

const idOf = (tag: string) => tag.toLowerCase().replaceAll(' ', '-')

export default async function ApiReference() {
  await getSite()
  const { tags, paths, components } = documentOf(await getApp())
  const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })))
  return (
    <DocPage
      title="API reference"
      lead={
        <>
          Every endpoint of this server, made from the same schemas that it validates with. As OpenAPI 3.1:{' '}
          <a href="/api/openapi.json" className="text-accent underline underline-offset-4">
            /api/openapi.json
          </a>
          .
        </>
      }
    >
      <p className="mt-3 max-w-2xl text-pretty">
        A refusal is <Code>application/problem+json</Code> with a{' '}
        <TextLink href="/docs/errors" prefetch={false}>
          code
        </TextLink>
        . What a browser sends from another site is refused. HEAD and OPTIONS work wherever GET and others do.
      </p>
      <nav aria-label="Groups of endpoints" className="mt-6">
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {[...tags.map(({ name }) => name), 'Schemas'].map((name) => (
            <li key={name}>
              <a href={`#${idOf(name)}`} className="inline-flex min-h-6 items-center text-accent underline decoration-accent/40 underline-offset-4">
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {tags.map(({ name }) => (
        <section key={name} id={idOf(name)} className="mt-10 scroll-mt-24">
          <h2 className="mb-4 text-xl font-semibold tracking-tight">{name}</h2>
          {operations.map(({ operation, ...at }) => (operation.tags.includes(name) ? <OperationEntry key={operation.operationId} operation={operation} {...at} /> : null))}
        </section>
      ))}
      <section id="schemas" className="mt-10 scroll-mt-24">
        <h2 className="mb-4 text-xl font-semibold tracking-tight">Schemas</h2>
        {Object.entries(components.schemas).map(([name, schema]) => (
          <details key={name} className="border-t border-line py-2">
            <summary className="min-h-6 cursor-pointer font-mono text-sm font-semibold">{name}</summary>
            <div className="mt-2">
              <Lines of={`The schema ${name}`}>{schemaText(schema)}</Lines>
            </div>
          </details>
        ))}
      </section>
    </DocPage>
  )
}
