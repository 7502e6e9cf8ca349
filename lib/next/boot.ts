import { isStoreUnavailable } from '@/lib/stores/contract'
import { seedDemo } from '@/lib/accounts/demo'
import { watchArrivals } from './wire'
import { getApp } from '@/lib/app'
import { env, EnvError } from '@/lib/env'
import { startPurging } from '@/lib/accounts/purge'
import { serve } from '@/lib/server/serve'

/** scripts/start.mjs can import nothing of the build, and waits for `serve`. */
const shared = globalThis as typeof globalThis & { statesidePurging?: boolean; statesideBooted?: (how: typeof serve) => void }

/** Before the first request: everything that can be wrong with this server's configuration is found, and said, now. */
export async function boot(): Promise<void> {
  try {
    const { seedDemo: wanted, maxMs, appUrl } = env()
    const { stores } = getApp()
    if (wanted) await seedDemo(stores, Date.now())
    watchArrivals(appUrl)
    if (!shared.statesidePurging) startPurging({ stores, maxMs })
    shared.statesidePurging = true
    shared.statesideBooted?.(serve)
  } catch (error) {
    console.error(error instanceof EnvError || isStoreUnavailable(error) ? error.message : error)
    process.exit(1)
  }
}
