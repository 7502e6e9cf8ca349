'use client'

import { createContext, use, type ReactNode } from 'react'
import { useTokenViewer, type Viewer } from '@/app/_bearer/viewer'

/** What stands for the person in requests of this page's scripts: one cookie, a pair of which one renews, or a token. */
export type Transport = 'cookie' | 'pair' | 'token'

interface Known {
  readonly transport: Transport
  /** Null where only a script can say. */
  readonly seen: Viewer | null
}

const ViewerContext = createContext<Known>({ transport: 'cookie', seen: null })

/** Says to all that it surrounds how requests are made here, and who the server saw behind the one for this page. */
export function ViewerProvider({ children, ...known }: Known & { readonly children: ReactNode }) {
  return <ViewerContext value={known}>{children}</ViewerContext>
}

export function useTransport(): Transport {
  return use(ViewerContext).transport
}

/** Who is signed in here: as the server saw them, or as a script was answered. */
export function useViewer(): Viewer {
  const { transport, seen } = use(ViewerContext)
  const asked = useTokenViewer(transport === 'token')
  return seen ?? asked
}
