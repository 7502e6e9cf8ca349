import type { Metadata } from 'next'
import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'
import { REJECTIONS } from '@/lib/auth/reject'
import { PROBLEMS } from '@/lib/problem'
import { ErrorCode } from './_parts/error-code'

export const metadata: Metadata = {
  title: 'Error codes',
  description: 'Why a credential is rejected or a request is refused, and what to do about it.',
}

const codes = Object.entries(PROBLEMS)

const GROUPS = [
  {
    title: 'Why a credential is rejected',
    intro: 'The reasons that a check can give when it does not find a session.',
    codes: codes.filter(([code]) => Object.hasOwn(REJECTIONS, code)),
  },
  {
    title: 'Why a request is refused',
    intro: 'Every other refusal that the API can answer with.',
    codes: codes.filter(([code]) => !Object.hasOwn(REJECTIONS, code)),
  },
]

export default function Errors() {
  return (
    <>
      <p className="text-sm">
        <TextLink href="/docs" prefetch={false}>
          Docs
        </TextLink>
      </p>
      <h1 className="mt-1 text-3xl font-semibold tracking-tight">Error codes</h1>
      <p className="mt-4 max-w-2xl text-lg text-muted">
        The API sends a refusal as <Code>application/problem+json</Code> with one of these codes in <Code>code</Code>; pages
        link here.
      </p>
      <nav aria-label="Codes" className="mt-6">
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {codes.map(([code]) => (
            <li key={code}>
              <a
                href={`#${code}`}
                className="inline-flex min-h-6 items-center font-mono text-sm text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent"
              >
                {code}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {GROUPS.map(({ title, intro, codes: group }) => (
        <section key={title} className="mt-12">
          <h2 className="text-2xl font-semibold tracking-tight">{title}</h2>
          <p className="mt-2 max-w-2xl text-muted">{intro}</p>
          <div className="mt-4 divide-y divide-line border-y border-line">
            {group.map(([code, problem]) => (
              <ErrorCode key={code} code={code} problem={problem} />
            ))}
          </div>
        </section>
      ))}
    </>
  )
}
