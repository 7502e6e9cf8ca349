import { problemOf, setCookieLines } from '@/lib/http/answer'
import type { Parts } from '@/lib/http/endpoint'
import { Problem } from '@/lib/problem'
import type { Defences } from '../defences'
import { looseCookie } from './cookies'

const quiet = (): void => undefined

/** WEAK. Parts of a server without the defences that are off; what fails in an experiment is evidence, and no line in the log. */
export function weakParts(on: Defences): Partial<Parts> {
  return {
    ...(on.has('origin-check') ? {} : { refuseCrossSite: quiet }),
    problemOf(error) {
      const problem = problemOf(error, quiet)
      // What cannot be looked up is taken for signed out.
      return problem.code === 'store_unavailable' && !on.has('store-errors') ? new Problem('revoked') : problem
    },
    setCookieLines: (effects, now) => setCookieLines(effects, now).map((line) => looseCookie(line, on)),
  }
}
