import type { JsonSchema } from '@/lib/http/openapi'

interface Shape {
  readonly $ref?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shape[]
  readonly allOf?: readonly Shape[]
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly items?: Shape
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Shape | boolean
}

const INDENT = '  '

/** A JSON schema in the notation of TypeScript, which is shorter to read. */
export function schemaText(schema: JsonSchema): string {
  return textOf(schema, '')
}

function textOf(shape: Shape, indent: string): string {
  if (shape.$ref) return shape.$ref.split('/').at(-1) ?? ''
  if (shape.const !== undefined) return JSON.stringify(shape.const)
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (shape.anyOf) return shape.anyOf.map((one) => textOf(one, indent)).join(' | ')
  if (shape.allOf) return shape.allOf.map((one) => textOf(one, indent)).join(' & ')
  if (shape.items) {
    const item = textOf(shape.items, indent)
    return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
  }
  if (shape.properties && Object.keys(shape.properties).length > 0) return objectText(shape, indent)
  if (typeof shape.additionalProperties === 'object') return `{ [name: string]: ${textOf(shape.additionalProperties, indent) || 'anything'} }`
  const types = typeof shape.type === 'string' ? [shape.type] : (shape.type ?? ['anything'])
  return types.join(' | ') + (shape.format ? ` /* ${shape.format} */` : '')
}

function objectText({ properties = {}, required = [] }: Shape, indent: string): string {
  const inner = indent + INDENT
  const lines = Object.entries(properties).map(([name, field]) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${textOf(field, inner)}`)
  return `{\n${lines.join('\n')}\n${indent}}`
}
