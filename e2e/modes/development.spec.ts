import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { startDevelopment } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

/** Whether somebody is working with this mode just now; Next leaves a lock behind with the server's process in it. */
function isTaken(mode: ModeName): boolean {
  try {
    const lock = readFileSync(fileURLToPath(new URL(`../../.next-dev/${mode}/dev/lock`, import.meta.url)), 'utf8')
    return process.kill((JSON.parse(lock) as { pid: number }).pid, 0)
  } catch {
    return false
  }
}

test('two modes run side by side in development, each at the address that APP_URL says', async () => {
  test.setTimeout(180_000)
  const modes = MODE_NAMES.filter((mode) => !isTaken(mode)).slice(-2)
  const folder = mkdtempSync(join(tmpdir(), 'stateside-development-'))
  const ports = modes.map(ownPort)
  const started = await Promise.allSettled(
    modes.map((mode, i) => {
      const port = ports[i] ?? 0
      const env = { ...serverEnv(mode, port, folder), APP_URL: `http://127.0.0.1:${String(port)}` }
      return startDevelopment(env, { port })
    }),
  )
  try {
    expect(started).toEqual([{ status: 'fulfilled', value: expect.anything() }, { status: 'fulfilled', value: expect.anything() }])
    for (const [i, mode] of modes.entries()) {
      const appUrl = `http://127.0.0.1:${String(ports[i])}`
      expect(await (await fetch(`${appUrl}/api/health`)).json()).toMatchObject({ status: 'ok', mode })
      // What belongs to Next's own scripts is for pages of this origin only.
      const asked = (origin: string) => fetch(`${appUrl}/__nextjs_font/nothing`, { headers: { origin } }).then(({ status }) => status)
      expect(await asked('http://evil.example')).toBe(403)
      expect(await asked(appUrl)).not.toBe(403)
    }
  } finally {
    for (const each of started) if (each.status === 'fulfilled') await each.value.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
