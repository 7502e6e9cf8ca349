import { Badge } from '@/app/_ui/badge'
import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'
import type { PROBLEMS } from '@/lib/problem'
import { Prose } from '../../_parts/prose'

/** What a code means, and what to do about it. */
export function ErrorCode({ code, problem }: { readonly code: string; readonly problem: (typeof PROBLEMS)[keyof typeof PROBLEMS] }) {
  return (
    <article
      id={code}
      aria-labelledby={`${code}-title`}
      className="-mx-4 scroll-mt-24 px-4 py-6 target:bg-accent-soft lg:grid lg:grid-cols-[16rem_1fr] lg:gap-8"
    >
      <p className="flex flex-wrap items-start gap-2 lg:flex-col">
        <Code className="text-sm!">{code}</Code>
        <Badge>HTTP {problem.status}</Badge>
      </p>
      <div className="mt-3 max-w-2xl lg:mt-0">
        <h3 id={`${code}-title`} className="font-semibold">
          <TextLink href={`/docs/errors/${code}`} prefetch={false}>
            {problem.title}
          </TextLink>
        </h3>
        <p className="mt-1 text-pretty">
          <Prose text={problem.what} />
        </p>
        <p className="mt-2 text-sm text-pretty text-muted">
          <span className="font-medium text-ink">What to do: </span>
          <Prose text={problem.fix} />
        </p>
      </div>
    </article>
  )
}
