import type { ModeName } from '@/lib/auth/modes'

/** The two modes that a narrow screen shows, and whose code is set against each other. */
export type Pair = readonly [ModeName, ModeName]
