import { getServerSession } from 'next-auth'
import { nextAuthOptions } from '../../../next-auth'
import { storedAdapter } from '../../lib/adapter'
import { answer, lazily, SECRET } from '../../lib/bench'

const options = lazily(() => nextAuthOptions(SECRET, 'stateside-database', storedAdapter()))

export async function GET() {
  return answer(await getServerSession(options()))
}
