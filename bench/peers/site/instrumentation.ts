import type { Handle } from '@/lib/server/in-flight'
import type { Serving } from '@/lib/server/serve'

const shared = globalThis as typeof globalThis & { statesideBooted?: (how: (handle: Handle) => Serving) => void }

/** Gives scripts/start.mjs the server that ours stands behind too, so that none but what answers differs. */
export async function register() {
  if (process.env['NEXT_RUNTIME'] === 'nodejs') {
    const { serve } = await import('@/lib/server/serve')
    shared.statesideBooted?.((handle) => serve(handle, { origin: 'http://localhost:3000', secure: false, shutdownMs: 10_000 }))
  }
}
