import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openStores } from '@/db/sqlite/open'
import type { Identity } from '@/lib/auth/contract'
import { createMode } from '@/lib/auth/modes'
import { newPublicId } from '@/lib/auth/credentials/opaque-id'
import { CONFIG, depsOver, filledId, fillSessions, makePeople, ROW, selectSubject, verifySubject } from './fixtures'
import { interleave, once, ratio, spread, type Plan, type Subject } from './measure'
import { figure, table, type Figure, type Found } from './report'

const PART = 'growth'
const FEW = 1000
/** Ids in the order in which they are asked for; drawn anew from the whole set, so that most are asked for once. */
const DRAWN = 50_000
const PEOPLE = 1000

const SUBJECTS = ['database verify', 'SELECT by SHA-256', 'revocation list, the read of a check'] as const

/** What a check costs when a table has a thousand times as many rows: of sessions, and of the revocation list. */
export async function growth(folder: string, plan: Plan, many: number): Promise<Found> {
  const [small, large] = [await fill(join(folder, 'few.db'), FEW), await fill(join(folder, 'many.db'), many)]
  try {
    const warm = { ...plan, warmUp: Math.max(plan.warmUp, DRAWN) }
    const subjects = SUBJECTS.flatMap((name) => [[`${name}, ${String(FEW)}`, small.subjects[name]] as const, [`${name}, ${String(many)}`, large.subjects[name]] as const])
    const times = await interleave(Object.fromEntries(subjects), warm)
    const grown = (name: string) => {
      const [few = [], lots = []] = [times[`${name}, ${String(FEW)}`], times[`${name}, ${String(many)}`]]
      return { few: spread(few), many: spread(lots), ratio: ratio(lots, few) }
    }
    const count = many.toLocaleString('en')
    const megabytes: Figure = { part: PART, name: 'size of the larger file', unit: 'MB', ...once(large.megabytes) }
    return {
      figures: [
        ...SUBJECTS.flatMap((name): Figure[] => {
          const of = grown(name)
          return [
            { part: PART, name: `${name}, few`, unit: 'µs', ...of.few },
            { part: PART, name: `${name}, many`, unit: 'µs', ...of.many },
            { part: PART, name: `${name}, growth`, unit: '×', ...of.ratio },
          ]
        }),
        megabytes,
      ],
      goals: [
        { kind: 'growth', what: `database verify, ${count} sessions ÷ 1,000, warm`, bound: 'at most', limit: 1.5, unit: '×', ...grown('database verify').ratio },
        { kind: 'growth, list', what: `revocation list, ${count} entries ÷ 1,000, warm`, bound: 'at most', limit: 1.5, unit: '×', ...grown('revocation list, the read of a check').ratio },
      ],
      text:
        table(
          ['one call of', '1,000 rows, µs', `${count} rows, µs`, 'ratio', 'n'],
          SUBJECTS.map((name) => {
            const of = grown(name)
            return [name, figure(of.few.median), figure(of.many.median), figure(of.ratio.median), String(of.ratio.n)]
          }),
        ) + `\n\nThe file with ${count} sessions, and as many entries on the list, has ${figure(Math.round(large.megabytes))} MB.`,
    }
  } finally {
    small.close()
    large.close()
  }
}

async function fill(file: string, count: number): Promise<{ subjects: Record<(typeof SUBJECTS)[number], Subject>; megabytes: number; close: () => void }> {
  const stores = openStores(file)
  const people = await makePeople(stores, PEOPLE)
  const sqlite = new Database(file)
  fillSessions(sqlite, people, count)
  fillList(sqlite, people, count)
  const ids = Array.from({ length: DRAWN }, () => filledId(Math.floor(Math.random() * count)))
  // Nearly every check asks for a session that is not on the list.
  const others = ids.map(() => newPublicId())
  return {
    megabytes: statSync(file).size / 1e6,
    subjects: {
      'database verify': await verifySubject(createMode('database', depsOver(stores)), ids),
      'SELECT by SHA-256': selectSubject(sqlite, ROW, ids),
      'revocation list, the read of a check': (i) => stores.revocations.find(people[(i * 7) % PEOPLE]?.id ?? '', others[i % DRAWN] ?? ''),
    },
    close: () => {
      sqlite.close()
      stores.close()
    },
  }
}

function fillList(sqlite: Database.Database, people: readonly Identity[], count: number): void {
  const now = Date.now()
  const insert = sqlite.prepare("INSERT INTO revoked_sessions (user_id, session_id, at, by, why, expires_at) VALUES (?, ?, ?, NULL, 'sign_out', ?)")
  sqlite.transaction(() => {
    for (let n = 0; n < count; n++) insert.run(people[n % people.length]?.id, newPublicId(), now, now + CONFIG.maxMs)
  })()
  sqlite.pragma('wal_checkpoint(TRUNCATE)')
}
