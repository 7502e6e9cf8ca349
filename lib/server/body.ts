import type { IncomingMessage } from 'node:http'

/** Once the body has arrived, or as much of it as is kept here: who sends one slowly takes nobody's place. */
export function onceArrived(req: IncomingMessage, then: () => void): void {
  if (!('transfer-encoding' in req.headers) && !Number(req.headers['content-length'] ?? 0)) {
    then()
    return
  }
  const look = () => {
    if (!req.complete && req.readableLength < req.readableHighWaterMark) return
    req.off('readable', look)
    then()
  }
  req.on('readable', look)
}
