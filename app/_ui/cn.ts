import { clsx, type ClassValue } from 'clsx'

/** Joins class names. Who sets what a primitive sets already marks its own as the stronger, as in `p-4!`. */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes)
}
