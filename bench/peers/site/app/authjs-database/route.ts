import { authjs } from '../../../authjs'
import { storedAdapter } from '../../lib/adapter'
import { answer, lazily, SECRET } from '../../lib/bench'

const nextAuth = lazily(() => authjs(SECRET, 'stateside-database', storedAdapter()))

export async function GET() {
  return answer(await nextAuth().auth())
}
