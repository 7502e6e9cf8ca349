import { cn } from '@/app/_ui/cn'

/** One of several settings, each by its name in code. */
export function Choice<T extends string>({
  legend,
  hidden = false,
  name,
  values,
  says = (value) => value,
  value,
  fixed,
  onChange,
}: {
  readonly legend: string
  /** Whether the legend is only spoken, as what is chosen says it too. */
  readonly hidden?: boolean
  readonly name: string
  readonly values: readonly T[]
  readonly says?: (value: T) => string
  readonly value: T
  readonly fixed: boolean
  readonly onChange: (value: T) => void
}) {
  return (
    <fieldset className="mt-5 flex flex-wrap items-center gap-x-6 gap-y-2 text-sm" disabled={fixed}>
      <legend className={cn(hidden ? 'sr-only' : 'mb-1 font-medium')}>{legend}</legend>
      {values.map((one) => (
        <label key={one} className="inline-flex min-h-8 items-center gap-2">
          <input
            type="radio"
            name={name}
            className="size-4 accent-accent"
            checked={value === one}
            onChange={() => {
              onChange(one)
            }}
          />
          <span className="font-mono">{says(one)}</span>
        </label>
      ))}
    </fieldset>
  )
}
