import type { ReactNode } from 'react'

/** A page's one h1, and in a sentence or two what it is for. */
export function PageHead({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <header className="max-w-3xl">
      <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">{title}</h1>
      <p className="mt-3 text-lg text-muted text-pretty">{children}</p>
    </header>
  )
}
