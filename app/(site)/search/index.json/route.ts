import { connection } from 'next/server'
import { entries } from '../_parts/entries'

/** What the palette searches, once it is opened. It holds nothing of anybody's. */
export async function GET() {
  await connection()
  return Response.json(entries())
}
