import { define } from '../http/endpoint'
import { documentOf } from './document'
import { OPENAPI } from './table'

export const OPENAPI_ENDPOINT = define({ ...OPENAPI, run: ({ app }) => ({ body: documentOf(app) }) })
