import { cn } from './cn'

const variants = {
  primary: 'border-accent bg-accent text-accent-ink hover:bg-accent/90',
  secondary: 'border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-ink hover:bg-sunken',
  danger: 'border-bad bg-surface text-bad hover:bg-bad-soft',
} as const

const sizes = {
  sm: 'min-h-8 gap-1.5 px-2.5 py-1 text-sm',
  md: 'min-h-10 gap-2 px-4 py-2 text-sm',
} as const

export interface Look {
  readonly variant?: keyof typeof variants
  readonly size?: keyof typeof sizes
}

/** The classes of a button, for a plain link that must make the browser load a page anew. */
export function buttonLook({ variant = 'secondary', size = 'md' }: Look): string {
  return cn(
    'inline-flex items-center justify-center rounded-md border text-center font-medium transition-colors',
    'cursor-pointer disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-progress',
    'aria-disabled:opacity-60',
    variants[variant],
    sizes[size],
  )
}

/** The classes of a link within text. */
export const linkLook = 'text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent'
