import { createHash } from 'node:crypto'
import { cookies } from 'next/headers'
import { answer, lazily, openDatabase } from '../../lib/bench'

const COOKIE = 'stateside-database'

/** One prepared statement; the person is joined, because it is they whom the answer names. */
const find = lazily(() =>
  openDatabase().prepare<[string, number]>(
    `SELECT s.id, s.created_at, s.expires_at, u.id AS user_id, u.email, u.name, u.role
     FROM sessions s INNER JOIN users u ON u.id = s.user_id WHERE s.token_hash = ? AND s.expires_at > ?`,
  ),
)

export async function GET() {
  const id = (await cookies()).get(COOKIE)?.value ?? ''
  return answer(find().get(createHash('sha256').update(id).digest('base64url'), Date.now()))
}
