import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'

/** For whoever is signed in and is no administrator. */
export function NotAllowed() {
  return (
    <Notice tone="bad" role="status" title="Not allowed">
      <p>
        These pages are for administrators. The database does not have you as one, whatever your credential says, and it was
        asked just now.
      </p>
      <p>
        <TextLink href="/docs/errors#forbidden" prefetch={false}>
          What this means
        </TextLink>
      </p>
    </Notice>
  )
}
