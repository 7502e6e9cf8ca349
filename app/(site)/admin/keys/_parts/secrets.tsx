import { Code } from '@/app/_ui/code'
import { CopyButton } from '@/app/_ui/copy-button'
import type { ModeName } from '@/lib/auth/modes'

const MAKE = 'openssl rand -base64 32'

/** How many secrets are accepted, and how to change them without signing people out. Never what they are. */
export function Secrets({
  accepted,
  mode,
  title,
  seals,
}: {
  readonly accepted: number
  readonly mode: ModeName
  readonly title: string
  readonly seals: boolean
}) {
  const older = accepted - 1
  return (
    <section aria-labelledby="secrets" className="max-w-3xl space-y-4">
      <h2 id="secrets" className="text-2xl font-semibold tracking-tight">
        Secrets
      </h2>
      <p>
        <strong>{accepted === 1 ? 'One secret is accepted' : `${String(accepted)} secrets are accepted`}:</strong> AUTH_SECRET
        {older === 0
          ? ', and no older one.'
          : `, and ${older === 1 ? 'one older one' : `${String(older)} older ones`} from AUTH_SECRET_PREVIOUS.`}{' '}
        {seals
          ? `In this mode (${title}) the secret encrypts every session.`
          : `In ${mode} mode no session is made with it; it encrypts the private signing keys in the store.`}
      </p>
      <h3 className="text-lg font-semibold">To rotate it</h3>
      <ol className="list-decimal space-y-3 pl-5">
        <li>
          Make a new secret:
          <span className="mt-1 flex items-center gap-1">
            <Code className="px-2! py-1.5!">{MAKE}</Code>
            <CopyButton text={MAKE} of="the line that makes a secret" />
          </span>
        </li>
        <li>
          Move the value of <Code>AUTH_SECRET</Code> to the front of <Code>AUTH_SECRET_PREVIOUS</Code>, with a comma before older
          ones, and set <Code>AUTH_SECRET</Code> to the new one. With several servers, first add the new one to{' '}
          <Code>AUTH_SECRET_PREVIOUS</Code> on each and restart them, so that none refuses what another makes.
        </li>
        <li>
          Restart. New credentials are made with the new secret; old ones are still accepted, and nobody is signed out.
        </li>
        <li>
          {seals ? (
            <>
              Wait until the last session made with the old secret has ended, <Code>SESSION_MAX_SECONDS</Code> at the latest, then take
              it out of <Code>AUTH_SECRET_PREVIOUS</Code> and restart.
            </>
          ) : (
            <>
              Once a token has been signed after the restart, the signing key is encrypted with the new secret. Then
              take the old secret out of{' '}
              <Code>AUTH_SECRET_PREVIOUS</Code> and restart.
            </>
          )}
        </li>
      </ol>
      <p className="text-sm text-muted">
        If somebody else may know the old secret, do not keep it: leave <Code>AUTH_SECRET_PREVIOUS</Code> empty.{' '}
        {seals ? 'Everybody is then signed out at the restart.' : 'Sessions go on; drop the signing keys too, above.'}
      </p>
    </section>
  )
}
