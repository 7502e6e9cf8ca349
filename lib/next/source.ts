import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Files of the code and its docs, from the root. Nothing that is configured or stored is among them. */
const SHOWN = /^((app|db|docs|e2e|examples|lib|scripts|testkit)\/([\w[\]().-]+\/)*[\w[\]().-]+[.](ts|tsx|mjs|js|md|sql|css)|(proxy|instrumentation)[.]ts|README[.]md)$/

/** The text of a file of this application, as it is on this server; null where it is none that is shown, or not here. */
export async function sourceOf(path: string): Promise<string | null> {
  if (!SHOWN.test(path) || path.split('/').some((part) => part.startsWith('.'))) return null
  return readFile(join(/* turbopackIgnore: true */ process.cwd(), path), 'utf8').catch(() => null)
}
