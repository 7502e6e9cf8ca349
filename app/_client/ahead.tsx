import type { Foreseen } from '@/lib/app'
import { inWords } from '@/lib/duration'

/** When something takes effect that has not been done yet, as this server's mode says. */
export function Ahead({ of }: { readonly of: Foreseen }) {
  return of.takesEffect === 'now' ? (
    <p>It takes effect at the next request.</p>
  ) : (
    <p>
      It takes up to {inWords(of.inMs)} until nothing is accepted. {of.why}
    </p>
  )
}
