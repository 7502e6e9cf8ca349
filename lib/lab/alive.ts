import { env } from '@/lib/env'
import { Problem } from '@/lib/problem'
import { makeArenas, type Arenas } from './arenas'
import { secondSite } from './second-site'

// Next makes modules once per server entry; the arenas must be the same to all.
const shared = globalThis as typeof globalThis & { statesideArenas?: Arenas }

/** The arenas of this process. @throws {Problem} not_found, where the lab is off or there is no site to attack from */
export function arenas(): Arenas {
  const { lab, appUrl } = env()
  const attacker = secondSite(appUrl)
  if (!lab || attacker === null) throw new Problem('not_found')
  return (shared.statesideArenas ??= makeArenas({ appUrl, attacker }))
}
