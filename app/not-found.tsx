import type { Metadata } from 'next'
import { Shell } from '@/app/_shell/shell'
import { ButtonLink } from '@/app/_ui/button'
import { TextLink } from '@/app/_ui/text-link'

export const metadata: Metadata = { title: 'No such page' }

export default function NotFound() {
  return (
    <Shell>
      <div className="max-w-2xl">
        <p className="text-sm font-medium text-muted">404</p>
        <h1 className="mt-1 text-3xl font-semibold tracking-tight text-balance">There is no page at this address</h1>
        <p className="mt-4 text-muted">
          The address may be mistyped, or what was here is gone. It has nothing to do with whether you are signed in.
        </p>
        <div className="mt-6 flex flex-wrap gap-3">
          <ButtonLink href="/" prefetch={false} variant="primary">
            Go home
          </ButtonLink>
          <ButtonLink href="/dashboard" prefetch={false}>
            Dashboard
          </ButtonLink>
        </div>
        <p className="mt-8 text-sm">
          <TextLink href="/docs" prefetch={false}>
            Docs
          </TextLink>
        </p>
      </div>
    </Shell>
  )
}
