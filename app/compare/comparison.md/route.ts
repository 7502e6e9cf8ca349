import { open, route } from '@/lib/auth/next/handler'
import { getColumns, SETTINGS } from '@/lib/compare/comparison'
import { asMarkdown } from '@/lib/compare/export'
import { env } from '@/lib/env'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(async () => ({
    stream: new Blob([asMarkdown(await getColumns(SETTINGS, { lab: env().lab }))]).stream(),
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  })),
})
