import { TextLink } from '@/app/_ui/text-link'
import { GUIDE_WORDS } from '../_guides/words'

const REFERENCE = [
  { href: '/docs/api', group: 'Look it up', title: 'API reference', lead: 'Every endpoint: who may call it, what it takes, and what it answers with.' },
  { href: '/playground', group: 'Look it up', title: 'Playground', lead: 'Send any of them from your browser, and see both sides.' },
  { href: '/docs/errors', group: 'Look it up', title: 'Error codes', lead: 'What each code means and what to do about it.' },
] as const

/** Every page of the docs besides the modes', in groups. */
export function Guides() {
  const entries = [...GUIDE_WORDS.map(({ slug, ...words }) => ({ href: `/docs/${slug}`, ...words })), ...REFERENCE]
  const groups = [...new Set(entries.map(({ group }) => group))]
  return groups.map((name) => (
    <section key={name} className="mt-12">
      <h2 className="text-2xl font-semibold tracking-tight">{name}</h2>
      <ul className="mt-4 grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {entries.map(({ href, group, title, lead }) => group === name ? (
          <li key={href}>
            <TextLink href={href} prefetch={false} className="inline-flex min-h-6 items-center font-medium">
              {title}
            </TextLink>
            <p className="text-muted text-pretty">{lead}</p>
          </li>
        ) : null)}
      </ul>
    </section>
  ))
}
