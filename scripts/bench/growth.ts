import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openStores } from '@/db/sqlite/open'
import { createMode } from '@/lib/auth/modes'
import { hashOpaqueId, newPublicId } from '@/lib/auth/credentials/opaque-id'
import { CONFIG, depsOver, makePeople, verifySubject } from './fixtures'
import { select, ROW } from './in-process'
import { interleave, median, ratio, type Plan, type Subject } from './measure'
import { table, type Goal } from './report'

const FEW = 1000
/** Ids in the order in which they are asked for; drawn anew from the whole set, so that most are asked for once. */
const DRAWN = 50_000

/** What a check costs when the table has a thousand times as many rows. */
export async function growth(
  folder: string,
  plan: Plan,
  sessions: number,
): Promise<{ goals: readonly Goal[]; text: string }> {
  const few = await makeSessions(join(folder, 'few.db'), FEW)
  const many = await makeSessions(join(folder, 'many.db'), sessions)
  try {
    const warm = { ...plan, warmUp: Math.max(plan.warmUp, DRAWN) }
    const times = await interleave(
      { few: few.verify, many: many.verify, 'few, bare': few.select, 'many, bare': many.select },
      warm,
    )
    const { few: small = [], many: large = [] } = times
    const bare = ratio(times['many, bare'] ?? [], times['few, bare'] ?? []).median.toFixed(2)
    const count = sessions.toLocaleString('en')
    const row = (name: string, from: readonly number[] = [], to: readonly number[] = []) => [
      name,
      median(from).toFixed(1),
      median(to).toFixed(1),
      ratio(to, from).median.toFixed(2),
    ]
    return {
      goals: [
        {
          what: `database: verify, ${count} sessions beside 1,000`,
          bound: 'at most',
          limit: 1.2,
          unit: '×',
          reached: ratio(large, small),
        },
      ],
      text:
        table(
          ['one call of', '1,000 sessions, µs', `${count} sessions, µs`, 'ratio'],
          [row('verify', small, large), row('floor: SELECT by SHA-256', times['few, bare'], times['many, bare'])],
        ) + `\n\nThe file with ${count} sessions has ${many.megabytes.toFixed(0)} MB; a bare SELECT grows ${bare} ×.`,
    }
  } finally {
    few.close()
    many.close()
  }
}

/** The credential of the n-th session; remembering a million of them would measure the garbage collector. */
const idOf = (n: number) => createHash('sha256').update(`session ${String(n)}`).digest('base64url')

async function makeSessions(
  file: string,
  count: number,
): Promise<{ verify: Subject; select: Subject; megabytes: number; close: () => void }> {
  const stores = openStores(file)
  const people = await makePeople(stores, 1000)
  const now = Date.now()
  const sqlite = new Database(file)
  const insert = sqlite.prepare(
    `INSERT INTO sessions (token_hash, id, user_id, created_at, last_seen_at, expires_at, ip, user_agent)
     VALUES (?, ?, ?, ?, ?, ?, '203.0.113.7', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0')`,
  )
  sqlite.transaction(() => {
    for (let n = 0; n < count; n++) {
      insert.run(hashOpaqueId(idOf(n)), newPublicId(), people[n % people.length]?.id, now, now, now + CONFIG.idleMs)
    }
  })()
  sqlite.pragma('wal_checkpoint(TRUNCATE)')

  const mode = createMode('database', depsOver(stores))
  const ids = Array.from({ length: DRAWN }, () => idOf(Math.floor(Math.random() * count)))
  return {
    megabytes: statSync(file).size / 1e6,
    verify: await verifySubject(mode, ids),
    select: select(sqlite, ROW, ids),
    close: () => {
      sqlite.close()
      stores.close()
    },
  }
}
