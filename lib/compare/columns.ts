import { MODE_NAMES } from '@/lib/auth/modes'
import { makeTestbed } from '@/testkit/testbed'
import type { Column } from './column'
import { claimedOf, shownOf, type Shown } from './criteria'
import { RECORDING } from './recording'

/** A column for every mode there is: as in `columns` or, where it never was recorded, with what it says of itself. */
export function columnsOf(revocation: Column['revocation'], columns: readonly Column[] = RECORDING.columns): Promise<readonly Shown[]> {
  return Promise.all(
    MODE_NAMES.map(async (name) => {
      const recorded = columns.find((column) => column.mode === name && column.revocation === revocation)
      return recorded ? shownOf(recorded) : claimedOf((await makeTestbed(name, { revocation })).mode, revocation)
    }),
  )
}
