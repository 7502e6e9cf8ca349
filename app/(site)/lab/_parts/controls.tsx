import { Button } from '@/app/_ui/button'
import type { Revocation } from './client'

/** With and without a revocation list. */
export function RevocationChoice({ value, fixed, onChange }: { readonly value: Revocation; readonly fixed: boolean; readonly onChange: (value: Revocation) => void }) {
  return (
    <fieldset className="mt-5 flex flex-wrap items-center gap-x-6 gap-y-2 text-sm" disabled={fixed}>
      <legend className="sr-only">Revocation</legend>
      {(['none', 'list'] as const).map((one) => (
        <label key={one} className="inline-flex min-h-8 items-center gap-2">
          <input
            type="radio"
            name="revocation"
            className="size-4 accent-accent"
            checked={value === one}
            onChange={() => {
              onChange(one)
            }}
          />
          <span className="font-mono">AUTH_REVOCATION={one}</span>
        </label>
      ))}
    </fieldset>
  )
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
