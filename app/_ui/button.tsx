import Link from 'next/link'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { buttonLook, type Look } from './looks'

/** A native button. `type` is `button` unless said otherwise, so that it never submits a form by accident. */
export function Button({ variant, size, className, type = 'button', ...rest }: ComponentProps<'button'> & Look) {
  return <button type={type} className={cn(buttonLook({ variant, size }), className)} {...rest} />
}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={cn(buttonLook({ variant, size }), 'no-underline', className)} {...rest} />
}
