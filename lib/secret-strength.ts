import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { processWide } from './process-wide'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/**
 * Guesses that a secret must withstand, as a power of ten: whoever captured one credential guesses at home, as fast as their
 * machines can. 32 random characters come out at 26 or more, also when they are hexadecimal; what is repeated, a sequence, a
 * run of keys or a few common passwords at 16 or less.
 */
const ENOUGH = 20

/** Whether somebody who tries common passwords, repetitions, sequences and keyboard runs first would come upon this secret. */
export function isGuessable(secret: string): boolean {
  // A long secret takes this a few hundred ms.
  const known = processWide('guessable', () => new Map<string, boolean>())
  const found = known.get(secret) ?? new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }).check(secret).guessesLog10 < ENOUGH
  known.set(secret, found)
  return found
}
