import type { Socket } from 'node:net'

export interface SentAheadLimits {
  /**
   * Requests of all connections that are never answered: node:http has parsed them with the rest of what it read (64 KiB, of up
   * to 2,700 requests) and keeps them until their connection closes, at 1.5 KB each. With more, connections are cut off.
   */
  readonly ignored: number
  /** How many of them are parsed, at 10 µs each, before nobody is read from until the next turn of the event loop. */
  readonly ignoredPerTurn: number
}

/** Connections on which so much was sent ahead that nothing more is answered. */
export const overrun = new WeakSet<Socket>()

export interface SentAhead {
  /** From its first moment. */
  watch(socket: Socket): void
  /** Answers and reads nothing more. */
  over(socket: Socket): void
  /** For each request that has been parsed nevertheless. */
  ignore(socket: Socket): void
}

export function sentAhead(limits: SentAheadLimits): SentAhead {
  /** Every open connection, and how many requests it wasted. */
  const wasted = new Map<Socket, number>()
  let ignored = 0
  let thisTurn = 0

  const everybodyWaits = () => {
    // What is readable by now is otherwise all read in this turn.
    for (const socket of wasted.keys()) if (!overrun.has(socket)) socket.pause()
    setImmediate(() => {
      thisTurn = 0
      for (const socket of wasted.keys()) if (!overrun.has(socket)) socket.resume()
    })
  }

  return {
    watch(socket) {
      wasted.set(socket, 0)
      socket.once('close', () => {
        ignored -= wasted.get(socket) ?? 0
        wasted.delete(socket)
      })
    },
    over(socket) {
      overrun.add(socket)
      process.nextTick(readNoMore, socket)
    },
    ignore(socket) {
      wasted.set(socket, (wasted.get(socket) ?? 0) + 1)
      ignored += 1
      thisTurn += 1
      if (ignored > limits.ignored) socket.destroy()
      else process.nextTick(readNoMore, socket)
      if (thisTurn === limits.ignoredPerTurn) everybodyWaits()
    },
  }
}

/** To be called once what was read has been parsed: node:http reads on after every request in it. */
function readNoMore(socket: Socket): void {
  socket.pause()
}
