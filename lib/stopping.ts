import { setMaxListeners } from 'node:events'
import { processWide } from './process-wide'

function controller(): AbortController {
  return processWide('stopping', () => {
    const made = new AbortController()
    // Every open stream listens.
    setMaxListeners(0, made.signal)
    return made
  })
}

/** Aborted as soon as this process was told to stop: whatever would go on for long ends by itself. */
export const stopping = (): AbortSignal => controller().signal

export const beginStopping = (): void => {
  controller().abort()
}
