import { route } from '@/lib/next/handler'
import { mutation } from '@/lib/next/mutation'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ PATCH: mutation('set-authority') })
