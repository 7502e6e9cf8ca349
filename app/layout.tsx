import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { cn } from '@/app/_ui/cn'
import { Theme } from '@/app/_ui/theme'
import { env } from '@/lib/env'
import './globals.css'

/** Who reads a link elsewhere needs whole addresses, which APP_URL knows when the server starts, not when it is built. */
export async function generateMetadata(): Promise<Metadata> {
  await headers()
  return {
    metadataBase: new URL(env().appUrl),
    title: { default: 'Stateside', template: '%s · Stateside' },
    description:
      'One application that can remember a signed-in person in several ways, and shows for each request what was sent, ' +
      'what the server did and where the state lives.',
  }
}

export const viewport: Viewport = { colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    // next-themes sets the class before React sees it.
    <html lang="en" suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col antialiased">
        <a
          href="#main"
          className={cn(
            'absolute top-2 left-2 z-30 -translate-y-20 rounded-md border border-line-strong bg-surface',
            'px-4 py-2 focus:translate-y-0',
          )}
        >
          Skip to content
        </a>
        <Theme nonce={nonce}>{children}</Theme>
      </body>
    </html>
  )
}
