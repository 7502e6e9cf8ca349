import { isStoreUnavailable } from '@/lib/stores/errors'
import { seedDemo } from '@/lib/accounts/demo'
import { besideStreams } from './streams'
import { watchArrivals } from './wire'
import { getApp } from '@/lib/app'
import { env, EnvError } from '@/lib/env'
import { processWide } from '@/lib/process-wide'
import { startPurging } from '@/lib/accounts/purge'
import type { Handle } from '@/lib/server/in-flight'
import { serve, type Serving } from '@/lib/server/serve'

/** scripts/start.mjs can import nothing of the build, and waits for `serve`. */
const shared = globalThis as typeof globalThis & { statesideBooted?: (how: (handle: Handle) => Serving) => void }

/** Before the first request: everything that can be wrong with this server's configuration is found, and said, now. */
export async function boot(): Promise<void> {
  try {
    const { seedDemo: wanted, maxMs, appUrl, shutdownMs } = env()
    const app = await getApp()
    const { stores, origin, secure } = app
    if (wanted) await seedDemo(stores, Date.now())
    watchArrivals(appUrl, app)
    processWide('purging', () => startPurging({ stores, maxMs }))
    shared.statesideBooted?.((handle) => serve(besideStreams(handle), { origin, secure, shutdownMs }))
  } catch (error) {
    console.error(error instanceof EnvError || isStoreUnavailable(error) ? error.message : error)
    process.exit(1)
  }
}
