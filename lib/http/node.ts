import type { ServerResponse } from 'node:http'

/** Sends an answer as node:http does. Resolves once all of it was sent, or whoever asked has left. */
export async function send({ status, headers, body }: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(status, [...headers].flat())
  if (!body) {
    outgoing.end()
    return
  }
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader()
  const left = () => {
    reader.cancel().catch(() => undefined)
  }
  outgoing.once('close', left)
  if (outgoing.closed) left()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    if (!outgoing.write(value)) await drained(outgoing)
  }
  outgoing.off('close', left)
  outgoing.end()
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done)
      outgoing.off('close', done)
      resolve()
    }
    outgoing.on('drain', done)
    outgoing.on('close', done)
  })
}
