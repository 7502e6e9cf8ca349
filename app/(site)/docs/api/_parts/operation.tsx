import { Badge } from '@/app/_ui/badge'
import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'
import type { Operation } from '@/lib/http/openapi'
import { Lines } from '../../_parts/doc-page'
import { Prose } from '../../_parts/prose'
import { schemaText } from './schema-text'

/** One endpoint: what it takes, and what it answers with. */
export function OperationEntry({ method, path, operation }: { readonly method: string; readonly path: string; readonly operation: Operation }) {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation
  return (
    <article id={operationId} aria-labelledby={`${operationId}-title`} className="scroll-mt-24 border-t border-line py-5 target:bg-accent-soft">
      <h3 id={`${operationId}-title`} className="flex flex-wrap items-center gap-2 font-mono text-sm font-semibold">
        <Badge tone="server">{method}</Badge>
        <span className="wrap-anywhere">{path}</span>
      </h3>
      <p className="mt-1.5">
        {summary.charAt(0).toUpperCase() + summary.slice(1)}. <span className="text-muted">{description}</span>
      </p>
      <details className="mt-2 text-sm">
        <summary className="inline-flex min-h-6 cursor-pointer items-center text-accent underline decoration-accent/40 underline-offset-4">Request and response<span className="sr-only">: {method} {path}</span></summary>
        <div className="mt-3 space-y-4">
          {parameters.length > 0 ? (
            <div>
              <h4 className="font-semibold">Parameters</h4>
              <ul className="mt-1 space-y-1">
                {parameters.map((parameter) => (
                  <li key={parameter.name}>
                    <Code>{parameter.name}</Code> in the {parameter.in}
                    {parameter.required ? ', required' : ''}: <Code>{schemaText(parameter.schema)}</Code>
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
          {Object.entries(requestBody?.content ?? {}).map(([type, { schema = {} }]) => (
            <div key={type}>
              <h4 className="font-semibold">
                Body, as {type}
                {requestBody?.required ? '' : '; may be left out'}
              </h4>
              <Lines of={`The body of ${method} ${path}`}>{schemaText(schema)}</Lines>
            </div>
          ))}
          {Object.entries(responses).map(([status, { description, content = {} }]) => (
            <div key={status}>
              <h4 className="font-semibold">
                {status} <span className="font-normal text-muted">{Object.keys(content).join(', ')}</span>
              </h4>
              {Number(status) >= 400 && 'application/problem+json' in content ? (
                <p className="text-pretty">
                  <Prose text={description} />
                </p>
              ) : (
                Object.entries(content).map(([type, { schema }]) => (schema ? <Lines key={type} of={`The answer to ${method} ${path}, ${status}`}>{schemaText(schema)}</Lines> : null))
              )}
            </div>
          ))}
          <p>
            <TextLink href={`/playground?endpoint=${operationId}`} prefetch={false}>
              Try it in the playground
            </TextLink>
          </p>
        </div>
      </details>
    </article>
  )
}
