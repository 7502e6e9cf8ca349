import type { ReactNode } from 'react'
import { CarrierProvider } from '@/app/_client/api'
import { LiveWatch } from '@/app/_client/live-watch'
import { TextLink } from '@/app/_ui/text-link'
import { ThemeSwitch } from '@/app/_ui/theme-switch'
import { modeWords } from '@/lib/app'
import { getSite, getViewer } from '@/lib/next/session'
import { Account } from './account'
import { AccountByScript } from './account-by-script'
import { Logo } from './logo'
import { ModeBadge } from './mode-badge'
import { MainNav } from './main-nav'

/** What surrounds every page: header, the main landmark, footer. Pages render their h1 and no landmark of their own. */
export async function Shell({ children }: { readonly children: ReactNode }) {
  const [viewer, site] = await Promise.all([getViewer(), getSite()])
  return (
    <CarrierProvider carrier={site.facts.carrier === 'authorization' ? 'token' : site.facts.renews === 'refresh-token' ? 'pair' : 'cookie'}>
      <header className="relative z-10 border-b border-line bg-canvas sm:sticky sm:top-0">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 sm:px-6">
          <Logo />
          <ModeBadge mode={site.mode} store={site.store} words={modeWords()} />
          <MainNav role={viewer !== null && viewer !== 'unknown' ? viewer.user.role : null} lab={site.lab} />
          <div className="ml-auto hidden sm:block">
            <ThemeSwitch />
          </div>
          {site.facts.rscCanRead ? <Account viewer={viewer} /> : <AccountByScript />}
        </div>
      </header>
      <LiveWatch sessionId={viewer !== null && viewer !== 'unknown' ? viewer.id : null} />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl flex-1 px-4 py-10 outline-none sm:px-6 sm:py-14"
      >
        {children}
      </main>
      <footer className="border-t border-line">
        <div className="mx-auto flex max-w-6xl flex-wrap justify-between gap-x-8 gap-y-3 px-4 py-6 text-sm sm:px-6">
          <p className="text-muted">Every number on these pages comes from a request or a check that really ran.</p>
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
        </div>
      </footer>
    </CarrierProvider>
  )
}
