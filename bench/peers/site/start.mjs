// @ts-check
import { EventEmitter } from 'node:events'
import { createServer } from 'node:http'

// As scripts/start.mjs calls Next, and nothing else of it: `next start` takes more for the same route, which no peer should pay for.
const port = Number(process.argv[2])
Object.assign(process.env, { NODE_ENV: 'production', PORT: String(port) })
const { default: next } = await import('next')
const app = next({ port, hostname: '127.0.0.1', httpServer: /** @type {any} */ (new EventEmitter()) })
await app.prepare()
const handle = app.getRequestHandler()
createServer({ keepAliveTimeout: 65_000 }, (req, res) => void handle(req, res)).listen(port, '127.0.0.1')
