import { AUTHJS_COOKIE, authjs } from '../../../authjs'
import { answer, SECRET } from '../../lib/bench'

const { auth } = authjs(SECRET, AUTHJS_COOKIE)

export async function GET() {
  return answer(await auth())
}
