import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import nextEnv from '@next/env'
import { adminCommand, Refusal } from '@/lib/admin-command'
import { getApp } from '@/lib/app'
import { env } from '@/lib/env'

/** `npm run admin -- grant EMAIL`: whoever runs the server names its first administrator. */
const { code, text } = await adminCommand(process.argv.slice(2), () => {
  // As `next start` does, so that both read the same database.
  nextEnv.loadEnvConfig(process.cwd(), process.env['NODE_ENV'] === 'development', { info: () => undefined, error: console.error })
  const file = resolve(env().databasePath)
  // The server makes it; a command that did would hide that it looks in the wrong place.
  if (!existsSync(file)) throw new Refusal(`There is no database at ${file}. Check DATABASE_URL; the server makes it when it first starts.`)
  return getApp()
})
if (code === 0) console.log(text)
else console.error(text)
process.exitCode = code
