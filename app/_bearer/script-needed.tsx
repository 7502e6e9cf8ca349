import { Notice } from '@/app/_ui/notice'

/** Said only where no script runs, and nothing but a script can keep the token and send it. */
export function ScriptNeeded({ className }: { readonly className?: string }) {
  return (
    <noscript>
      <Notice title="This mode needs JavaScript" className={className}>
        <p>
          A script on the page keeps the token and sends it with each request. A browser does neither by itself, so
          without JavaScript nobody can sign in here. In the modes that use a cookie, the same pages work without it.
        </p>
      </Notice>
    </noscript>
  )
}
