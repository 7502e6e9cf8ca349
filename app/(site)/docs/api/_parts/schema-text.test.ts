import { expect, test } from 'vitest'
import { schemaText } from './schema-text'

test.each([
  [{ $ref: '#/components/schemas/User' }, 'User'],
  [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, '(string | null)[]'],
  [{ type: 'string', format: 'date-time' }, 'string /* date-time */'],
  [{ type: 'object', properties: { id: { type: 'string' }, one: { type: 'object', properties: { of: { const: 1 } } } }, required: ['id'] }, '{\n  id: string\n  one?: {\n    of?: 1\n  }\n}'],
  [{ type: 'object', additionalProperties: {} }, '{ [name: string]: anything }'],
])('%j reads as %s', (schema, text) => {
  expect(schemaText(schema)).toBe(text)
})
