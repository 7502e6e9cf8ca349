import { expect, type APIResponse } from '@playwright/test'

/** A refusal as documented: problem+json, never stored, with a page that explains it. */
export async function expectProblem(response: APIResponse, status: number, code: string) {
  const body = (await response.json()) as Record<string, unknown>
  expect({ status: response.status(), body }).toMatchObject({ status, body: { status, code } })
  expect(response.headers()['content-type']).toBe('application/problem+json')
  expect(response.headers()['cache-control']).toBe('no-store')
  expect(body['type']).toMatch(new RegExp(`/docs/errors/${code}$`))
  expect(body['title']).toEqual(expect.any(String))
  expect(body['detail']).toEqual(expect.any(String))
  return body
}
