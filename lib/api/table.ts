import { z } from 'zod'
import { COMPARE_API } from '../compare/api'
import type { Described } from '../http/endpoint'
import { ENDPOINTS } from '../http/endpoints'
import { LAB_API } from '../lab/api'

export const OPENAPI = {
  method: 'GET',
  path: '/api/openapi.json',
  does: 'gives the whole API as OpenAPI 3.1',
  who: 'anybody',
  errors: [],
  answers: { 200: z.looseObject({ openapi: z.string(), paths: z.looseObject({}) }) },
} as const satisfies Described

/** Every address of the API, as pages and documents may know it. */
export const WHOLE_API: readonly Described[] = [...ENDPOINTS, ...Object.values(COMPARE_API), ...Object.values(LAB_API), OPENAPI]
