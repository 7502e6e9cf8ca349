import type { z } from 'zod'
import { Problem } from '@/lib/problem'

/** In bytes. */
const LIMIT = 64 * 1024

/** Named in one answer, so that an answer is never much larger than what was asked. */
const MOST_ERRORS = 20

/** The body's bytes. @throws {Problem} payload_too_large, without reading further */
export async function readBody(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length')) > LIMIT) throw new Problem('payload_too_large')
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > LIMIT) throw new Problem('payload_too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function isJson(contentType: string | null): boolean {
  return mediaType(contentType) === 'application/json'
}

export function isForm(contentType: string | null): boolean {
  return mediaType(contentType) === 'application/x-www-form-urlencoded'
}

function mediaType(contentType: string | null): string | undefined {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase()
}

/** @throws {Problem} invalid_request naming every field that is wrong */
export function parseJson<T>(bytes: Uint8Array, schema: z.ZodType<T>): T {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem('invalid_request', 'The body is not JSON.', { errors: [{ path: '', message: 'is not JSON' }] })
  }
  return validate(value, schema)
}

/** @throws {Problem} invalid_request naming every field that is wrong */
export function validate<T>(value: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not a field of this request' }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  )
  throw new Problem('invalid_request', undefined, { errors: errors.slice(0, MOST_ERRORS) })
}
