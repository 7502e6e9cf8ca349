'use client'

import { useBearer } from '@/app/_bearer/store'
import { useCarrier } from '@/app/_client/api'
import { Popover } from '@/app/_ui/popover'
import { ThemeSwitch } from '@/app/_ui/theme-switch'
import type { Role } from '@/lib/auth/contract'
import { NavLink } from './nav-link'

/**
 * The main places, in a row or, where there is no room for one, in a menu. Admin is there for whom the credential calls an
 * admin; the pages themselves ask the database.
 */
export function MainNav({ role, lab }: { readonly role: Role | null; readonly lab: boolean }) {
  const byToken = useCarrier() === 'token'
  const bearer = useBearer(byToken)
  const told = bearer.status === 'in' ? bearer.session.user.role : role
  const places = [
    ['/dashboard', 'Dashboard'],
    ['/sessions', 'Sessions'],
    ['/compare', 'Compare'],
    ...(lab ? ([['/lab', 'Lab']] as const) : []),
    ['/docs', 'Docs'],
    ...(told === 'admin' ? ([['/admin', 'Admin']] as const) : []),
  ] as const
  const links = places.map(([href, name]) => (
    <li key={href}>
      <NavLink href={href}>{name}</NavLink>
    </li>
  ))
  return (
    <>
      <nav aria-label="Main" className="ml-2 hidden min-[70rem]:block">
        <ul className="flex">{links}</ul>
      </nav>
      <div className="min-[70rem]:hidden">
        <Popover label="Menu">
          <nav aria-label="Main" className="-m-2.5">
            <ul>{links}</ul>
          </nav>
          <div className="mt-5 border-t border-line pt-4 sm:hidden">
            <ThemeSwitch />
          </div>
        </Popover>
      </div>
    </>
  )
}
