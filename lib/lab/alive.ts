import type { App } from '@/lib/app'
import { Problem } from '@/lib/problem'
import { processWide } from '@/lib/process-wide'
import { secondSite } from './second-site'
import { makeTestbeds, type Testbeds } from './testbeds'

/** The testbeds of this process. @throws {Problem} not_found, where the lab is off or there is no site to attack from */
export function testbeds({ lab, origin }: Pick<App, 'lab' | 'origin'>): Testbeds {
  const attacker = secondSite(origin)
  if (!lab || attacker === null) throw new Problem('not_found')
  return processWide('testbeds', () => makeTestbeds({ appUrl: origin, attacker }))
}
