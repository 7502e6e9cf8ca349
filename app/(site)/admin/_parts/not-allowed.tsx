import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'

/** For whoever is signed in and is no administrator. */
export function NotAllowed() {
  return (
    <Notice tone="bad" role="status" title="Not allowed">
      <p>
        These pages are for administrators. Whatever your credential says, the database was asked just now, and you are
        not one.
      </p>
      <p>
        <TextLink href="/docs/errors/forbidden" prefetch={false}>
          What this means
        </TextLink>
      </p>
    </Notice>
  )
}
