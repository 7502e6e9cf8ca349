import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { makeTestbed } from './testbed'

/** Every mode, with what it takes to end a session of it now: a list, where its rows are none. */
export const ENDS_NOW: readonly (readonly [mode: ModeName, revocation: 'none' | 'list'])[] = await Promise.all(
  MODE_NAMES.map(async (mode) => [mode, (await makeTestbed(mode)).mode.facts.revocation === 'now' ? 'none' : 'list'] as const),
)
