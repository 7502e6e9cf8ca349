import { deleteClient } from '@/lib/auth/administration'
import { admin, route } from '@/lib/auth/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: admin(async ({ app: { stores }, params, verdict: { session }, req }) => {
    await deleteClient({ stores, session, req }, String(params['id']))
    return { status: 204 }
  }),
})
