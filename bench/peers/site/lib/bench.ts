import Database from 'better-sqlite3'

/** Given by the bench, which starts this. */
export const SECRET = process.env['BENCH_SECRET'] ?? ''
export const FILE = process.env['BENCH_DATABASE'] ?? ''

/** Made at the first request: nothing is opened while this is built. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

export const openDatabase = lazily(() => new Database(FILE))

/** What every route here answers with. */
export function answer(session: unknown): Response {
  return session ? Response.json(session) : Response.json({ code: 'unauthenticated' }, { status: 401 })
}
