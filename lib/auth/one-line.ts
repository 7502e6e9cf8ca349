import { z } from 'zod'

/** A name or a title: one line of text, trimmed, of at most `most` characters. */
export function oneLine(most: number) {
  return z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(most, { error: `must have at most ${most} characters` })
    .regex(/^\P{Cc}*$/u, { error: 'must be one line of text' })
}
