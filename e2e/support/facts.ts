import type { ModeFacts } from '@/lib/auth/contract'
import type { ModeName } from '@/lib/auth/modes'
import { makeTestbed } from '@/testkit/testbed'

/** What a mode says of itself, as its server has it. Journeys decide by this, and never by a mode's name. */
export async function factsOf(mode: ModeName, revocation: 'none' | 'list' = 'none'): Promise<ModeFacts> {
  return (await makeTestbed(mode, { revocation })).mode.facts
}

/** What a page says of when something that was taken away is felt. */
export const feltFrom = ({ revocation }: ModeFacts): RegExp => (revocation === 'now' ? /Takes effect now/ : /until .* UTC/)
