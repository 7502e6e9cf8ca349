import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { OpenApi } from '@/lib/http/openapi'

/** An answer of the API, as a test saw it. */
export interface Answered {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly type: string
  readonly body: unknown
}

/** Holds answers to a document. */
export function checkerBy(document: OpenApi): (answered: Answered) => string | null {
  // Formats are said by patterns too.
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema(document, 'api')
  const compiled = new Map<string, ValidateFunction>()
  const check = (pointer: readonly string[], body: unknown): string | null => {
    const ref = `api#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
    const validate = compiled.get(ref) ?? ajv.compile({ $ref: ref })
    compiled.set(ref, validate)
    return validate(body) ? null : ajv.errorsText(validate.errors)
  }
  const pathOf = (path: string) => {
    const fits = (wanted: string) => new RegExp(`^${wanted.replaceAll('.', '[.]').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)
    return document.paths[path] ? path : Object.keys(document.paths).find((wanted) => wanted.includes('{') && fits(wanted))
  }
  return ({ method, path, status, type, body }) => {
    const told = (why: string | null) => (why === null ? null : `${method} ${path} answered ${String(status)} ${type}: ${why}`)
    const known = pathOf(path)
    const verb = method.toLowerCase() === 'head' ? 'get' : method.toLowerCase()
    const operation = known === undefined ? undefined : document.paths[known]?.[verb]
    // What no endpoint answers, the server does, and by a problem.
    if (known === undefined || !operation) {
      // Where the lab is off, its addresses are as unknown as any.
      const wanted = known === undefined ? [404] : [404, 405]
      return told([...wanted, 503].includes(status) ? check(['components', 'schemas', 'Problem'], body) : `only ${wanted.join(' or ')} is answered there`)
    }
    const content = operation.responses[String(status)]?.content
    if (!operation.responses[String(status)]) return told('the status is not described')
    const described = content?.[type]
    if (!described) return told('the media type is not described')
    return described.schema ? told(check(['paths', known, verb, 'responses', String(status), 'content', type, 'schema'], body)) : null
  }
}
