import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const files = readdirSync(import.meta.dirname).filter((name) => name !== 'weak.test.ts')

test.each(files)('%s says that it is weak on purpose', (name) => {
  expect(readFileSync(`${import.meta.dirname}/${name}`, 'utf8')).toMatch(/\/\*\*\s*(\* )?WEAK[.:]/)
})
