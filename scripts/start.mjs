// @ts-check
import { EventEmitter, once } from 'node:events'
import { constants } from 'node:os'
import { parseArgs } from 'node:util'
import { withBrotli } from './brotli.mjs'

/** @typedef {(handle: import('../lib/server/in-flight').Handle) => import('../lib/server/serve').Serving} Serve */

/** Under npm one Ctrl-C arrives twice, from the terminal and from npm; so does the SIGTERM of systemd. In ms. */
const SAME_SIGNAL_MS = process.env['npm_lifecycle_event'] === 'start' ? 300 : 0

/** What the first signal does; until the server listens there is nothing to finish. @type {() => unknown} */
let stop = () => process.exit(0)

function watchSignals() {
  let since = Infinity
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => {
      if (since === Infinity) {
        since = performance.now()
        stop()
      } else if (performance.now() - since >= SAME_SIGNAL_MS) {
        process.exit(128 + constants.signals[signal])
      }
    })
  }
}

/** The options of `next start` that matter in production. @returns {{ port: number, hostname?: string }} */
function readOptions() {
  const { values } = parseArgs({ options: { port: { type: 'string', short: 'p' }, hostname: { type: 'string', short: 'H' } } })
  const port = values.port ?? (process.env['PORT'] || '3000')
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(`The port is ${JSON.stringify(port)}; allowed: a whole number from 0 to 65535`)
  }
  return { port: Number(port), ...(values.hostname ? { hostname: values.hostname } : {}) }
}

async function start() {
  const { port, hostname } = readOptions()
  // As `next start` does it: before Next or React are loaded, and before .env files are read.
  Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV || 'production', PORT: String(port) })
  const { default: next } = await import('next')
  // Next would take every request with an Upgrade header out of our hands, and has no use for one in production.
  const httpServer = /** @type {any} */ (new EventEmitter())
  const app = next({ port, ...(hostname ? { hostname } : {}), httpServer })
  /** @type {Promise<Serve>} */
  const booted = new Promise((resolve) => Object.assign(globalThis, { statesideBooted: resolve }))
  await app.prepare()
  const serving = (await booted)(withBrotli(app.getRequestHandler()))
  serving.server.listen(port, hostname)
  await once(serving.server, 'listening')
  stop = async () => {
    await serving.stop()
    await app.close()
    process.exit(0)
  }
  const address = serving.server.address()
  console.log(`Ready on http://${hostname ?? 'localhost'}:${String(address && typeof address === 'object' ? address.port : port)}`)
}

watchSignals()
try {
  await start()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
