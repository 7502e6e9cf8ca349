import { Code } from '@/app/_ui/code'
import { environment } from '@/lib/env-words'
import { SourceLink } from '@/app/_wire/source-link'

export function Environment() {
  return (
    <>
      <dl className="mt-8 max-w-3xl divide-y divide-line border-y border-line">
        {environment().map(({ name, what, values, otherwise }) => (
          <div key={name} id={name} className="scroll-mt-24 py-4 target:bg-accent-soft">
            <dt>
              <Code>{name}</Code>
            </dt>
            <dd className="mt-1 text-pretty">{what}</dd>
            <dd className="mt-1 text-sm text-muted">
              {values.length > 0 ? (
                <>
                  One of{' '}
                  {values.map((value, at) => (
                    <span key={value}>
                      {at > 0 ? ', ' : ''}
                      <Code>{value}</Code>
                    </span>
                  ))}
                  .{' '}
                </>
              ) : null}
              {otherwise === null ? (
                'Not set by default.'
              ) : (
                <>
                  Default: <Code>{otherwise}</Code>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-6">
        All of them are read in one place, <SourceLink path="lib/env.ts" />.
      </p>
    </>
  )
}
