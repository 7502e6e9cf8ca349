import { open, route } from '@/lib/next/handler'
import { env } from '@/lib/env'
import { EXPERIMENT_IDS } from '@/lib/lab/experiment'
import { EXPERIMENTS } from '@/lib/lab/experiments'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(() => {
    const experiments = EXPERIMENT_IDS.map((id) => ({ id, title: EXPERIMENTS[id].title, question: EXPERIMENTS[id].question }))
    return Promise.resolve({ body: { experiments } })
  }),
}, { exists: () => env().lab })
