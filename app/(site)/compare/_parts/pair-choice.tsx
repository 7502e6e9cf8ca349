import { Button } from '@/app/_ui/button'
import type { ModeName } from '@/lib/auth/modes'
import type { Pair } from './pair'

/** Which two modes a narrow screen shows. Without a script it is a form like any other. */
export function PairChoice({
  pair,
  modes,
  kept,
  onChange,
}: {
  readonly pair: Pair
  readonly modes: readonly ModeName[]
  /** What the address says besides. */
  readonly kept: Readonly<Record<string, string>>
  readonly onChange: (pair: Pair) => void
}) {
  const [a, b] = pair
  const choose = (value: string): ModeName => modes.find((mode) => mode === value) ?? a
  return (
    <form action="/compare#criteria" className="mt-4 flex flex-wrap items-end gap-3 text-sm lg:hidden">
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label className="block font-medium">
        Left
        <select name="a" value={a} className={look} onChange={({ target }) => { onChange([choose(target.value), b]) }}>
          {modes.map((mode) => (
            <option key={mode}>{mode}</option>
          ))}
        </select>
      </label>
      <label className="block font-medium">
        Right
        <select name="b" value={b} className={look} onChange={({ target }) => { onChange([a, choose(target.value)]) }}>
          {modes.map((mode) => (
            <option key={mode}>{mode}</option>
          ))}
        </select>
      </label>
      <Button type="submit" size="sm" className="hidden! noscript:inline-flex!">
        Show these two
      </Button>
    </form>
  )
}

const look = 'mt-1 block min-h-9 rounded-md border border-line-strong bg-surface px-2 font-mono'
