import { z } from 'zod'

/** No control characters, line ends, halves of characters, or marks that turn the direction of what follows. */
const ONE_LINE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u

/** A name or a title: one line of text, trimmed, of at most `most` characters. */
export function oneLine(most: number) {
  return z
    .string({ error: 'must be text' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(most, { error: `must have at most ${String(most)} characters` })
    .regex(ONE_LINE, { error: 'must be one line of text' })
}
