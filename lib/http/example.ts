/** What a reader would send, by the name of the field. The people are the demo's. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  email: 'ada@example.com',
  name: 'Ada',
  password: 'correct horse battery staple',
  currentPassword: 'correct horse battery staple',
  newPassword: 'another correct horse battery',
  scopes: ['reports:read'],
  scope: 'reports:read',
  title: 'Quarterly figures',
  token: 'the token to ask about',
  token_type_hint: 'access_token',
}

interface Shape {
  readonly type?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Shape>>
}

/** Something that this JSON schema takes. */
export function exampleOf(schema: Shape): unknown {
  if (schema.properties) {
    return Object.fromEntries(Object.entries(schema.properties).map(([name, field]) => [name, BY_NAME[name] ?? exampleOf(field)]))
  }
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  return schema.type === 'boolean' ? false : schema.type === 'array' ? [] : ''
}
