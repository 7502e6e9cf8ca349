import { buttonLook } from '@/app/_ui/looks'
import { Notice } from '@/app/_ui/notice'
import { signInPath } from '@/lib/http/sign-in-path'

/** For whoever ended their own session from here. */
export function SignedOut() {
  return (
    <Notice title="You are signed out">
      <p>This browser’s session was among those that ended, and the browser dropped its credential.</p>
      <p className="pt-2">
        {/* A plain link: every part of the page must learn that nobody is signed in. */}
        <a href={signInPath('/admin', 'missing')} className={buttonLook({ variant: 'primary', size: 'sm' })}>
          Sign in again
        </a>
      </p>
    </Notice>
  )
}
