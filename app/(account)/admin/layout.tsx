import type { ReactNode } from 'react'
import { NavLink } from '@/app/_shell/nav-link'

const PARTS = [
  ['/admin', 'People'],
  ['/admin/sessions', 'Sessions'],
  ['/admin/clients', 'Service clients'],
  ['/admin/keys', 'Keys and secrets'],
  ['/admin/events', 'Events'],
] as const

/** Leads to the parts of administration. Each of them asks the database who may see it. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <nav aria-label="Administration" className="mb-8 border-b border-line pb-3">
        <ul className="-ml-2.5 flex flex-wrap">
          {PARTS.map(([href, name]) => (
            <li key={href}>
              <NavLink href={href} exact={href === '/admin'}>
                {name}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </>
  )
}
