import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'
import { UtcTime } from '@/app/_wire/utc-time'
import type { RevocationBody } from '@/lib/http/bodies'
import { isRejection } from '@/lib/auth/reject'
import type { Refusal } from '@/lib/problem'

/** What was refused and why, with what to read about it. A store that does not answer has refused nobody. */
export function RefusalNotice({ refusal: { code, title, detail, errors } }: { readonly refusal: Refusal }) {
  return (
    <Notice tone="bad" title={title}>
      <p>{errors.length > 0 ? 'Correct what is marked below.' : detail}</p>
      {code === 'no_answer' ? null : (
        <p>
          <TextLink href={`/docs/errors/${code}`} prefetch={false}>
            What this means
          </TextLink>
          {isRejection(code) ? (
            <>
              {' · '}
              <TextLink href="/sign-in" prefetch={false}>
                Sign in again
              </TextLink>
            </>
          ) : null}
        </p>
      )}
    </Notice>
  )
}

/** A promise in words. */
export function Promised({ revocation }: { readonly revocation: RevocationBody }) {
  if (revocation.takesEffect === 'now') return <p>Takes effect now: the next request gets 401.</p>
  return (
    <p>
      Cannot be ended earlier: accepted until <UtcTime at={Date.parse(revocation.at)} /> at the latest. {revocation.why}
    </p>
  )
}
