import { Problem } from '@/lib/problem'
import type { Result } from './experiment'

/** What a run tells while it goes on, a JSON object a line: how far it is, and at the end what came out or why nothing did. */
export type Line =
  | { readonly progress: { readonly done: number; readonly of: number } }
  | { readonly result: Result }
  | { readonly problem: { readonly code: string; readonly detail: string } }

/** The media type of such lines; a client that accepts it is told as the run goes. */
export const LINES = 'application/x-ndjson'

type Progress = (done: number, of: number) => void

/** Runs, and tells. Whoever stops listening stops the run. */
export function linesOf(run: (progress: Progress, signal: AbortSignal) => Promise<Result>): ReadableStream<Uint8Array> {
  const stopped = new AbortController()
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell = (line: Line) => {
        if (!stopped.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      try {
        tell({ result: await run((done, of) => tell({ progress: { done, of } }), stopped.signal) })
      } catch (error) {
        if (!(error instanceof Problem)) console.error(error)
        const { code, detail } = error instanceof Problem ? error : new Problem('internal_error')
        tell({ problem: { code, detail } })
      }
      if (!stopped.signal.aborted) controller.close()
    },
    cancel: () => {
      stopped.abort()
    },
  })
}

/** Reads such lines as they come. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    text += value
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line) as Line
  }
}
