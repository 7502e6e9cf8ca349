/** As a server with no settings has them, in ms; without the rest of the bench, which no route should load. */
export const LIMITS = { idleMs: 86_400_000, maxMs: 2_592_000_000, sessionsPerUser: 100 } as const

export const IDLE_SECONDS = LIMITS.idleMs / 1000
export const ORIGIN = 'http://localhost:3000'

export const PERSON = { email: 'peer@example.com', name: 'Peer Visitor' } as const
