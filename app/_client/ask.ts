import type { FieldError, Refusal } from '@/lib/problem'

export type ApiAnswer<T> = { readonly body: T } | { readonly refusal: Refusal; readonly status: number }
export type Called<T> = { readonly body: T } | { readonly refusal: Refusal }
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** What stands for the person: the cookies that the browser adds, or a token and nothing else. */
export type Carried = 'cookies' | { readonly token: string | null }

export async function ask<T>(method: Method, path: string, carried: Carried, body?: unknown): Promise<ApiAnswer<T>> {
  try {
    const response = await fetch(path, {
      method,
      cache: 'no-store',
      credentials: carried === 'cookies' ? 'same-origin' : 'omit',
      headers: {
        ...authorizationOf(carried),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const parsed = response.status === 204 ? undefined : ((await response.json()) as unknown)
    if (response.ok) return { body: parsed as T }
    const { code, title, detail, errors = [] } = parsed as Omit<Refusal, 'errors'> & { errors?: readonly FieldError[] }
    return { refusal: { code, title, detail, errors }, status: response.status }
  } catch {
    const detail = 'The request did not get through, or something else answered it. Nothing is known to have changed. Try again.'
    return { refusal: { code: 'no_answer', title: 'The server did not answer', detail, errors: [] }, status: 0 }
  }
}

export function authorizationOf(carried: Carried): Record<string, string> {
  return carried === 'cookies' || carried.token === null ? {} : { authorization: `Bearer ${carried.token}` }
}
