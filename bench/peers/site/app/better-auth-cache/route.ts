import { headers } from 'next/headers'
import { betterAuthOver } from '../../../better-auth'
import { answer, lazily, openDatabase, SECRET } from '../../lib/bench'

const auth = lazily(() => betterAuthOver(openDatabase(), SECRET, true))

export async function GET() {
  return answer(await auth().api.getSession({ headers: await headers() }))
}
