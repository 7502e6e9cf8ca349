import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Viewer } from '@/app/_bearer/viewer'
import { LiveWatchLater } from '@/app/_client/live-watch-later'
import { PaletteLater } from '@/app/_client/palette-later'
import { ViewerProvider, type Transport } from '@/app/_client/viewer'
import { DockLater } from '@/app/_dock/dock-later'
import { Frame } from '@/app/_dock/frame'
import { WireTable } from '@/app/_dock/table'
import { TextLink } from '@/app/_ui/text-link'
import { ThemeSwitch } from '@/app/_ui/theme-switch'
import { modeWords } from '@/lib/app'
import type { ModeFacts, Session } from '@/lib/auth/contract'
import { publicFields } from '@/lib/auth/credentials/identity'
import { getSite, getViewer, getWire } from '@/lib/next/session'
import { Account } from './account'
import { Logo, logoLook } from './logo'
import { LostFocus } from './lost-focus'
import { SearchLink } from './search-link'
import { ModeBadge } from './mode-badge'
import { MainNav } from './main-nav'

/** How many requests a page brings along; a script asks for the others. */
const REQUESTS = 10

/** What surrounds every page: header, the main landmark, footer, and the last requests where they are recorded. Pages render their h1 and no landmark of their own. */
export async function Shell({ children }: { readonly children: ReactNode }) {
  const [viewer, site, requests] = await Promise.all([getViewer(), getSite(), getWire(REQUESTS)])
  return (
    <ViewerProvider transport={transportOf(site.facts)} seen={site.facts.rscCanRead ? seenAs(viewer) : null}>
      <header className="relative z-10 border-b border-line bg-canvas sm:[@media(min-height:36rem)]:sticky sm:[@media(min-height:36rem)]:top-0">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 gap-y-2 px-4 py-3 sm:gap-x-3 sm:px-6">
          <Link href="/" prefetch={false} className={logoLook}>
            <Logo />
          </Link>
          <ModeBadge mode={site.mode} store={site.store} words={modeWords()} />
          <MainNav lab={site.lab} />
          <SearchLink />
          <Account />
        </div>
      </header>
      <LiveWatchLater />
      <PaletteLater />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl flex-1 px-4 py-10 outline-none sm:px-6 sm:py-14"
      >
        {children}
      </main>
      <LostFocus />
      <footer className="border-t border-line">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-8 gap-y-3 px-4 py-6 text-sm sm:px-6">
          <p className="mr-auto text-muted">Every number on these pages comes from a request or a check that really ran.</p>
          <ul className="flex flex-wrap gap-x-5 gap-y-2">
            <li>
              <TextLink href="/docs" prefetch={false}>
                Docs
              </TextLink>
            </li>
            <li>
              <TextLink href="/docs/errors" prefetch={false}>
                Error codes
              </TextLink>
            </li>
          </ul>
          <ThemeSwitch />
        </div>
      </footer>
      {requests ? (
        <DockLater given={requests} stateLives={site.facts.stateLives}>
          <Frame entries={requests} signedIn={viewer !== null && viewer !== 'unknown'}>
            <WireTable entries={requests} />
          </Frame>
        </DockLater>
      ) : null}
    </ViewerProvider>
  )
}

function transportOf({ carrier, renews }: ModeFacts): Transport {
  if (carrier === 'authorization') return 'token'
  return renews === 'refresh-token' ? 'pair' : 'cookie'
}

/** What a browser may know of whom the server saw. */
function seenAs(viewer: Session | null | 'unknown'): Viewer {
  if (viewer === 'unknown') return { status: 'unreachable' }
  if (!viewer) return { status: 'out', why: null }
  const { id, createdAt, expiresAt, user } = viewer
  return { status: 'in', session: { id, createdAt, expiresAt, user: publicFields(user) } }
}
