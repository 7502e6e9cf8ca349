import { setMaxListeners } from 'node:events'

/** Next makes modules once per server entry; a process stops once. */
const shared = globalThis as typeof globalThis & { statesideStopping?: AbortController }

function controller(): AbortController {
  if (shared.statesideStopping) return shared.statesideStopping
  const made = (shared.statesideStopping = new AbortController())
  // Every open stream listens.
  setMaxListeners(0, made.signal)
  return made
}

/** Aborted as soon as this process was told to stop: whatever would go on for long ends by itself. */
export const stopping = (): AbortSignal => controller().signal

export const beginStopping = (): void => {
  controller().abort()
}
