// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'

const { CLIENT_ID = '', CLIENT_SECRET = '', STATESIDE_URL = 'http://localhost:3000', EVERY_SECONDS } = process.env

/** A token is replaced this long before it expires, in ms, so that none expires on its way. */
const EARLY_MS = 30_000

/** @type {{ value: string, renewAt: number } | null} */
let token = null

/** Id and secret are encoded as a form would before they are put together; RFC 6749 section 2.3.1. */
function basic() {
  const encode = (/** @type {string} */ text) => new URLSearchParams([['', text]]).toString().slice(1)
  return `Basic ${Buffer.from(`${encode(CLIENT_ID)}:${encode(CLIENT_SECRET)}`).toString('base64')}`
}

/** @returns {Promise<string>} the token that we have, or a new one */
async function accessToken() {
  if (token && Date.now() < token.renewAt) return token.value
  const answer = await fetch(new URL('/api/token', STATESIDE_URL), {
    method: 'POST',
    headers: { authorization: basic() },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'reports:read' }),
  })
  const body = /** @type {any} */ (await answer.json())
  if (!answer.ok) throw new Error(`no token: ${body.error ?? answer.status} (${body.error_description ?? body.detail ?? ''})`)
  token = { value: body.access_token, renewAt: Date.now() + body.expires_in * 1000 - EARLY_MS }
  console.log(`new token, good for ${body.expires_in} s, scope ${body.scope}`)
  return token.value
}

/** @returns {Promise<{ title: string, createdAt: string }[]>} */
async function readReports() {
  const ask = async () =>
    fetch(new URL('/api/reports', STATESIDE_URL), { headers: { authorization: `Bearer ${await accessToken()}` } })
  let answer = await ask()
  if (answer.status === 401) {
    // It was revoked, or its key was dropped; a new one may be good.
    token = null
    answer = await ask()
  }
  const body = /** @type {any} */ (await answer.json())
  if (!answer.ok) throw new Error(`no reports: ${answer.status} ${body.code} (${body.detail})`)
  return body.reports
}

async function printReports() {
  const reports = await readReports()
  console.log(`${reports.length} ${reports.length === 1 ? 'report' : 'reports'}`)
  for (const { createdAt, title } of reports) console.log(`  ${createdAt}  ${title}`)
}

/** @param {unknown} error */
function complain(error) {
  console.error(error instanceof Error ? error.message : error)
}

if (!CLIENT_ID || !CLIENT_SECRET) {
  console.error('Set CLIENT_ID and CLIENT_SECRET.')
  process.exitCode = 1
} else if (EVERY_SECONDS) {
  // A server that is away may come back.
  for (;;) {
    await printReports().catch(complain)
    await sleep(Number(EVERY_SECONDS) * 1000)
  }
} else {
  await printReports().catch((error) => {
    complain(error)
    process.exitCode = 1
  })
}
