import type Database from 'better-sqlite3'
import { isStoreUnavailable } from '@/lib/stores/errors'
import { listeners, type Notices } from '@/lib/stores/notices'
import type { Guard } from './guard'

/** How often whoever listens looks for what any process wrote, in ms. A look takes 2 µs: to ask whether anything was written, as long. */
const LOOK_MS = 100

/** What the triggers wrote. Numbers have no gaps, so one that is met tells that more was written than is kept. */
export function sqliteNotices(sqlite: Database.Database, guard: Guard): Notices {
  const findNew = sqlite.prepare<[number], { id: number; userId: string | null }>('select id, user_id userId from notices where id > ? order by id')
  const findLast = sqlite.prepare<[], number>('select coalesce(max(id), 0) from notices').pluck()
  const lastId = () => {
    try {
      return findLast.get() ?? 0
    } catch {
      // Whoever begins to listen while it does not answer hears what is there once it does.
      return 0
    }
  }

  const { subscribe, tell } = listeners(() => {
    let seen = lastId()
    const look = async () => {
      try {
        const found = await guard(() => findNew.all(seen), LOOK_MS)
        const [first, last] = [found[0], found.at(-1)]
        if (!first || !last) return
        const missed = first.id > seen + 1
        seen = last.id
        for (const userId of missed ? [null] : new Set(found.map((notice) => notice.userId))) tell(userId)
      } catch (error) {
        // What was written meanwhile is found when it answers again.
        if (!isStoreUnavailable(error)) console.error(error)
      }
    }
    const timer = setInterval(() => void look(), LOOK_MS)
    timer.unref()
    return () => {
      clearInterval(timer)
    }
  })
  return { subscribe }
}
