'use client'

import { useViewer } from '@/app/_client/viewer'
import { Popover } from '@/app/_ui/popover'
import { NavLink } from './nav-link'

/**
 * The main places, in a row or, where there is no room for one, in a menu. Admin is there for whom the credential calls an
 * admin; the pages themselves ask the database.
 */
export function MainNav({ lab }: { readonly lab: boolean }) {
  const viewer = useViewer()
  const isAdmin = viewer.status === 'in' && viewer.session.user.role === 'admin'
  const places = [
    ['/dashboard', 'Dashboard'],
    ['/sessions', 'Sessions'],
    ['/compare', 'Compare'],
    ...(lab ? ([['/lab', 'Lab']] as const) : []),
    ['/playground', 'Playground'],
    ['/docs', 'Docs'],
    ...(isAdmin ? ([['/admin', 'Admin']] as const) : []),
  ] as const
  const links = places.map(([href, name]) => (
    <li key={href}>
      <NavLink href={href}>{name}</NavLink>
    </li>
  ))
  return (
    <>
      <nav aria-label="Main" className="hidden min-[74rem]:block">
        <ul className="flex">{links}</ul>
      </nav>
      <div className="min-[74rem]:hidden">
        <Popover label="Menu">
          <nav aria-label="Main" className="-m-2.5">
            <ul>{links}</ul>
          </nav>
        </Popover>
      </div>
    </>
  )
}
