import { makeArena } from '@/lib/lab/arena'
import { conform } from './conformance'

conform('bearer', (options) => makeArena('bearer', options))
