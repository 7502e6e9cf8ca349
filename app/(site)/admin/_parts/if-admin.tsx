'use client'

import type { ReactNode } from 'react'
import { useViewer } from '@/app/_client/viewer'

/** Shows its content to whom the database has as an administrator, where only a script can say who asks. */
export function IfAdmin({ children }: { readonly children: ReactNode }) {
  const viewer = useViewer()
  if (viewer.status !== 'in') return null
  return (viewer.outdated?.role ?? viewer.session.user.role) === 'admin' ? children : null
}
