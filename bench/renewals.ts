import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openStores } from '@/db/sqlite/open'
import type { AuthMode, AuthRequest, Identity } from '@/lib/auth/contract'
import { createMode, MODE_NAMES } from '@/lib/auth/modes'
import { depsOver, makePeople, requestWith } from './fixtures'
import { interleave, ratio, spread, type Plan, type Subject } from './measure'
import { figure, table, type Found } from './report'

const PART = 'renewals'
const UPDATE = 'one UPDATE on this disk'

/** What one renewal costs, and so how many one process can do in a second, over the same file on the same disk. */
export async function renewals(folder: string, { rounds, calls }: Plan): Promise<Found> {
  const file = join(folder, 'renewals.db')
  const stores = openStores(file)
  const bare = new Database(file)
  bare.pragma('synchronous = FULL')
  try {
    const [person] = await makePeople(stores, 1)
    if (!person) throw new Error('nobody to sign in')
    const touch = bare.prepare('UPDATE users SET created_at = created_at + 1 WHERE id = ?')
    const subjects: Record<string, Subject> = { [UPDATE]: () => touch.run(person.id) }
    for (const name of MODE_NAMES) {
      const mode = createMode(name, depsOver(stores))
      if (mode.renew) subjects[name] = await renewing(mode, person)
    }
    // Each waits for the disk; a tenth of the rounds tells enough.
    const times = await interleave(subjects, { warmUp: calls, rounds: Math.ceil(rounds / 10), calls })
    const floor = times[UPDATE] ?? []
    return {
      figures: Object.entries(times).map(([name, micros]) => ({ part: PART, name, unit: 'µs', ...spread(micros) })),
      goals: [{ kind: 'renewals', what: 'hybrid renewal ÷ one UPDATE on the same disk', bound: 'at most', limit: 4, unit: '×', ...ratio(times['hybrid'] ?? [], floor) }],
      text: table(
        ['one renewal in', 'µs', 'per second', '÷ UPDATE', 'n'],
        Object.entries(times).map(([name, micros]) => {
          const { median, n } = spread(micros)
          return [name, figure(median), figure(Math.round(1e6 / median)), figure(ratio(micros, floor).median), String(n)]
        }),
      ),
    }
  } finally {
    bare.close()
    stores.close()
  }
}

/** Renews one session over and over, each time with what the time before gave. */
async function renewing(mode: AuthMode, person: Identity): Promise<Subject> {
  const jar = new Map<string, string>()
  const request = (): AuthRequest => ({
    ...requestWith(mode.facts.credentialName, null),
    cookies: (name) => [jar.get(name)].filter((value) => value !== undefined),
  })
  const keep = (effects: Awaited<ReturnType<AuthMode['issue']>>['effects']) => {
    for (const effect of effects) if (effect.kind === 'set-cookie') jar.set(effect.name, effect.value)
  }
  keep((await mode.issue(person, request())).effects)
  return async () => {
    const renewed = await mode.renew?.(request())
    if (!renewed?.verdict.ok) throw new Error(`${mode.name} did not renew its own credential`)
    keep(renewed.effects)
  }
}
