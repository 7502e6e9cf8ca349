import type { ReactNode } from 'react'
import { TextLink } from '@/app/_ui/text-link'

/** One page of the docs: the way back, its title, what it is about, and its text. */
export function DocPage({
  title,
  lead,
  up = { href: '/docs', name: 'Docs' },
  children,
}: {
  readonly title: ReactNode
  readonly lead: ReactNode
  readonly up?: { readonly href: string; readonly name: string }
  readonly children: ReactNode
}) {
  return (
    <>
      <p className="text-sm">
        <TextLink href={up.href} prefetch={false} className="inline-flex min-h-6 items-center">
          {up.name}
        </TextLink>
      </p>
      <h1 className="mt-1 text-3xl font-semibold tracking-tight text-balance wrap-anywhere">{title}</h1>
      <p className="mt-4 max-w-2xl text-lg text-pretty text-muted">{lead}</p>
      {children}
    </>
  )
}

/** A part of such a page. */
export function Section({ title, id, children }: { readonly title: string; readonly id?: string; readonly children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mt-10 max-w-3xl">
      <h2 id={id} className="text-xl font-semibold tracking-tight">
        {title}
      </h2>
      <div className="mt-3 space-y-3 text-pretty">{children}</div>
    </section>
  )
}

/** What to do, in order. */
export function Steps({ children }: { readonly children: ReactNode }) {
  return <ol className="list-decimal space-y-3 pl-5">{children}</ol>
}

/** Lines of code or of a terminal. Long ones scroll within, by keyboard too. */
export function Lines({ of, children }: { readonly of: string; readonly children: string }) {
  return (
    <pre tabIndex={0} aria-label={of} className="max-w-full overflow-x-auto rounded-lg border border-line bg-surface p-4 font-mono text-[0.8125rem] leading-6">
      <code>{children}</code>
    </pre>
  )
}
