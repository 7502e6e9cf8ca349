import { Badge } from '@/app/_ui/badge'

const sources = {
  received: { tone: 'browser', word: 'received' },
  set: { tone: 'server', word: 'set by the server' },
  inferred: { tone: 'neutral', word: 'inferred' },
} as const

/** How a fact on screen is known: it arrived with the request, this server wrote it, or it follows from the rules. */
export function SourceBadge({ source }: { readonly source: keyof typeof sources }) {
  const { tone, word } = sources[source]
  return (
    <Badge tone={tone} className="mr-1 shrink-0">
      {word}
    </Badge>
  )
}
