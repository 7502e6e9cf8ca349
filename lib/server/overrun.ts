import type { Socket } from 'node:net'

/** Connections on which so much was sent ahead that nothing more is answered. */
export const overrun = new WeakSet<Socket>()
