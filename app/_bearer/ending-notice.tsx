import { ButtonLink } from '@/app/_ui/button'
import { Code } from '@/app/_ui/code'
import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'
import { isRejection, REJECTIONS } from '@/lib/auth/reject'
import { signInPath } from '@/lib/http/sign-in-path'
import type { WhyOut } from './viewer'

const ENDINGS: Readonly<Record<Exclude<WhyOut, keyof typeof REJECTIONS> | 'missing', readonly [title: string, says: string]>> = {
  missing: ['Sign in to continue', 'You have to be signed in to see this page, and this browser holds no token.'],
  signed_out: ['You are signed out', 'This browser forgot the token.'],
  not_confirmed: [
    'This browser forgot the token',
    'The server did not answer, so it may not know that you signed out. This browser is signed out.',
  ],
  elsewhere: ['You were signed out in another tab', 'All tabs share one token, and it is gone: another tab signed out or dropped it.'],
  cleared: [
    'The token is gone from this browser',
    "Something cleared this site's storage, so there is nothing left to send. The server did not end the session; sign in again to get another token.",
  ],
}

/** Why there is no token, in a page that needs one, and the way to another. */
export function EndingNotice({ why, next }: { readonly why: WhyOut; readonly next: string }) {
  const rejected = isRejection(why) && why !== 'missing' ? why : null
  const [title, says] = rejected ? [REJECTIONS[rejected].title, REJECTIONS[rejected].what] : ENDINGS[why as keyof typeof ENDINGS]
  return (
    <Notice role="status" title={title}>
      <p>{says}</p>
      {rejected ? (
        <p>
          The server answered <Code>{rejected}</Code>, and this browser dropped the token.{' '}
          <TextLink href={`/docs/errors/${rejected}`} prefetch={false}>
            What it means
          </TextLink>
        </p>
      ) : null}
      <p className="pt-2">
        <ButtonLink href={signInPath(next, rejected ?? 'missing')} prefetch={false} variant="primary" size="sm">
          Sign in again
        </ButtonLink>
      </p>
    </Notice>
  )
}
