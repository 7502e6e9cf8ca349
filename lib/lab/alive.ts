import { env } from '@/lib/env'
import { Problem } from '@/lib/problem'
import { makeTestbeds, type Testbeds } from './testbeds'
import { secondSite } from './second-site'

// Next makes modules once per server entry; the testbeds must be the same to all.
const shared = globalThis as typeof globalThis & { statesideTestbeds?: Testbeds }

/** The testbeds of this process. @throws {Problem} not_found, where the lab is off or there is no site to attack from */
export function testbeds(): Testbeds {
  const { lab, appUrl } = env()
  const attacker = secondSite(appUrl)
  if (!lab || attacker === null) throw new Problem('not_found')
  return (shared.statesideTestbeds ??= makeTestbeds({ appUrl, attacker }))
}
