import { getServerSession } from 'next-auth'
import { nextAuthOptions } from '../../../next-auth'
import { answer, SECRET } from '../../lib/bench'

const options = nextAuthOptions(SECRET, 'stateside-jwt')

export async function GET() {
  return answer(await getServerSession(options))
}
