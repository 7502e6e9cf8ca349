import { Button } from '@/app/_ui/button'
import { Choice } from './choice'
import type { Revocation } from './client'

/** With and without a revocation list. */
export function RevocationChoice({ value, fixed, onChange }: { readonly value: Revocation; readonly fixed: boolean; readonly onChange: (value: Revocation) => void }) {
  return <Choice legend="Revocation" hidden name="revocation" values={['none', 'list']} says={(one) => `AUTH_REVOCATION=${one}`} value={value} fixed={fixed} onChange={onChange} />
}

/** Run, stop and reset. Never `disabled`: a button that is loses the focus of whoever pressed it. */
export function RunButtons({
  running,
  canReset,
  onRun,
  onStop,
  onReset,
}: {
  readonly running: string | null
  readonly canReset: boolean
  readonly onRun: () => void
  readonly onStop: () => void
  readonly onReset: () => void
}) {
  return (
    <div className="mt-5 flex flex-wrap gap-3">
      <Button variant="primary" aria-disabled={running !== null || undefined} onClick={onRun}>
        {running === null ? 'Run with every mode' : `Running with ${running}…`}
      </Button>
      <Button aria-disabled={running === null || undefined} className="aria-disabled:cursor-not-allowed!" onClick={onStop}>
        Stop
      </Button>
      <Button
        aria-disabled={!canReset || undefined}
        className="aria-disabled:cursor-not-allowed!"
        onClick={() => {
          if (canReset) onReset()
        }}
      >
        Reset
      </Button>
    </div>
  )
}
