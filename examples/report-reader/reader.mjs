// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'

const { CLIENT_ID = '', CLIENT_SECRET = '', STATESIDE_URL = 'http://localhost:3000', EVERY_SECONDS } = process.env

/** A token is replaced this long before it expires, in ms, so that none expires on its way. */
const EARLY_MS = 30_000

/** @type {{ value: string, renewAt: number } | null} */
let token = null

/**
 * Sends a request and reads the JSON that it is answered with.
 * @param {string} path
 * @param {RequestInit} init
 * @returns {Promise<{ answer: Response, body: any }>}
 */
async function ask(path, init) {
  const url = new URL(path, STATESIDE_URL)
  let answer
  try {
    answer = await fetch(url, init)
  } catch (error) {
    // fetch itself says only that it failed; the cause says why.
    const cause = /** @type {any} */ (error).cause ?? error
    throw new Error(`${url} could not be reached: ${cause.code ?? cause.message}. Is Stateside running there? STATESIDE_URL says where it is.`)
  }
  try {
    return { answer, body: await answer.json() }
  } catch {
    throw new Error(`${url} answered ${answer.status} and not JSON: that is no Stateside. STATESIDE_URL says where it is.`)
  }
}

/** Id and secret are encoded as a form would before they are put together; RFC 6749 section 2.3.1. */
function basic() {
  const encode = (/** @type {string} */ text) => new URLSearchParams([['', text]]).toString().slice(1)
  return `Basic ${Buffer.from(`${encode(CLIENT_ID)}:${encode(CLIENT_SECRET)}`).toString('base64')}`
}

/** @returns {Promise<string>} the token that we have, or a new one */
async function accessToken() {
  if (token && Date.now() < token.renewAt) return token.value
  const { answer, body } = await ask('/api/token', {
    method: 'POST',
    headers: { authorization: basic() },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'reports:read' }),
  })
  if (!answer.ok) throw new Error(`no token: ${body.error ?? answer.status} (${body.error_description ?? body.detail ?? ''})`)
  token = { value: body.access_token, renewAt: Date.now() + body.expires_in * 1000 - EARLY_MS }
  console.log(`new token, good for ${body.expires_in} s, scope ${body.scope}`)
  return token.value
}

/** @returns {Promise<{ title: string, createdAt: string }[]>} */
async function readReports() {
  const read = async () => ask('/api/reports', { headers: { authorization: `Bearer ${await accessToken()}` } })
  let { answer, body } = await read()
  if (answer.status === 401) {
    // It was revoked, or its key was dropped; a new one may be good.
    token = null
    ;({ answer, body } = await read())
  }
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
} else if (!/^https?:$/.test(URL.canParse(STATESIDE_URL) ? new URL(STATESIDE_URL).protocol : '')) {
  console.error(`STATESIDE_URL is "${STATESIDE_URL}"; it must be an address that begins with http:// or https://.`)
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
