import { route } from '@/lib/auth/next/handler'
import { mutation } from '@/lib/auth/next/mutation'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PATCH: mutation('change-name'),
  DELETE: mutation('delete-account'),
})
