import { resolve } from 'node:path'
import { openStores } from '@/db/sqlite/open'
import { nextAuthAdapter } from '@/lib/next-auth/adapter'
import { LIMITS } from '../../common'
import { FILE, lazily } from './bench'

/** Over statements that are prepared once: the fastest that next-auth can have. */
export const storedAdapter = lazily(() => nextAuthAdapter(openStores(FILE, resolve('..', '..', '..', 'db', 'migrations')), LIMITS))
