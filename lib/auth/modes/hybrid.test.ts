import { makeArena } from '@/lib/lab/arena'
import { conform } from './conformance'

conform('hybrid', (options) => makeArena('hybrid', options))
