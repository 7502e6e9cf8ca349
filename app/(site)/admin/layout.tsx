import type { ReactNode } from 'react'
import { NavLink } from '@/app/_shell/nav-link'
import { getSite, requireAdmin, wasDropped } from '@/lib/next/session'
import { IfAdmin } from './_parts/if-admin'

const PARTS = [
  ['/admin', 'People'],
  ['/admin/sessions', 'Sessions'],
  ['/admin/clients', 'Service clients'],
  ['/admin/keys', 'Keys and secrets'],
  ['/admin/events', 'Events'],
] as const

/** Leads administrators to the parts of administration. Each of them asks the database who may see it. */
export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      {await partsNav()}
      {children}
    </>
  )
}

async function partsNav(): Promise<ReactNode> {
  const { facts } = await getSite()
  if (!facts.rscCanRead) {
    return (
      <IfAdmin>
        <PartsNav />
      </IfAdmin>
    )
  }
  return !(await wasDropped()) && (await requireAdmin()) ? <PartsNav /> : null
}

function PartsNav() {
  return (
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
  )
}
