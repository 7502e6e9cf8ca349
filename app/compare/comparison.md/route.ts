import { open, route } from '@/lib/next/handler'
import { asMarkdown } from '@/lib/compare/export'
import { RECORDING } from '@/lib/compare/recording'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(() =>
    Promise.resolve({
      stream: new Blob([asMarkdown(RECORDING)]).stream(),
      headers: { 'content-type': 'text/markdown; charset=utf-8' },
    }),
  ),
})
