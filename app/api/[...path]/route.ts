import { open, route } from '@/lib/next/handler'
import { Problem } from '@/lib/problem'

const nothing = open(() => Promise.reject(new Problem('not_found')))

/** Addresses under /api that do not exist answer as the others do. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: nothing,
  POST: nothing,
  PUT: nothing,
  PATCH: nothing,
  DELETE: nothing,
})
