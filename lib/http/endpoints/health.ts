import { Problem } from '../../problem'
import { stopping } from '../../stopping'
import { define } from '../endpoint'
import { Health } from '../schemas'

export const HEALTH = [
  define({
    method: 'GET',
    path: '/api/health',
    does: 'says whether this server is ready',
    who: 'anybody',
    answers: { 200: Health },
    errors: ['stopping', 'store_unavailable'],
    async run({ app: { mode, stores, instance } }) {
      if (stopping().aborted) throw new Problem('stopping')
      await stores.ping()
      return { body: { status: 'ok', mode: mode.name, store: stores.name, instance } }
    },
  }),
]
