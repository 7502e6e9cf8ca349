import { TextLink } from '@/app/_ui/text-link'

/** Where one reads, or sees, why there is no list. */
export function ReadMore({ lab }: { readonly lab: boolean }) {
  return (
    <p className="mt-4 text-sm">
      <TextLink href="/docs" prefetch={false}>
        How the modes differ
      </TextLink>
      {lab ? (
        <>
          ; or{' '}
          <TextLink href="/lab/revoke-from-another-device" prefetch={false}>
            see what happens if you try
          </TextLink>
        </>
      ) : null}
    </p>
  )
}
