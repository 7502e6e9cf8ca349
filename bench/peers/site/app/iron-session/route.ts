import { getIronSession } from 'iron-session'
import { cookies } from 'next/headers'
import { ironOptions, type Sealed } from '../../../iron-session'
import { answer, SECRET } from '../../lib/bench'

const options = ironOptions(SECRET, 'stateside-sealed')

export async function GET() {
  const session = await getIronSession<Sealed>(await cookies(), options)
  return answer(session.sub === undefined ? null : session)
}
