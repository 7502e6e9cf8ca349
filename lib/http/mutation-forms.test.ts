import { describe, expect, test } from 'vitest'
import { addressOf, bodyOf, isMutation, leadsTo, MUTATION_FORMS, typedIn, type MutationName } from './mutation-forms'

function formOf(...fields: readonly (readonly [name: string, value: string])[]): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

describe('a mutation’s form', () => {
  test('only what the table names is one', () => {
    for (const name of ['', 'nothing', 'constructor', 'toString', '__proto__']) expect(isMutation(name)).toBe(false)
  })

  test('becomes the body that the API takes', () => {
    expect(bodyOf('change-name', formOf(['name', ' Ada '], ['mutation', 'change-name'], ['role', 'admin']))).toEqual({ name: ' Ada ' })
    expect(bodyOf('change-email', formOf())).toEqual({ email: '', currentPassword: '' })
    expect(bodyOf('set-authority', formOf(['disabled', 'false']))).toEqual({ disabled: false })
    expect(bodyOf('set-authority', formOf(['disabled', 'perhaps'], ['role', 'king']))).toEqual({ disabled: 'perhaps', role: 'king' })
    expect(bodyOf('create-client', formOf(['name', 'x'], ['scopes', 'a'], ['scopes', 'b']))).toEqual({ name: 'x', scopes: ['a', 'b'] })
    expect(bodyOf('create-client', formOf())).toEqual({ name: '', scopes: [] })
    const withFile = formOf()
    withFile.append('name', new Blob(['x']), 'x.txt')
    expect(bodyOf('change-name', withFile)).toEqual({ name: '' })
  })

  test('names whom it is done to in its address, as one part of a path', () => {
    expect(addressOf('end-session', formOf(['id', '../account?x=1#y']))).toBe('/api/sessions/..%2Faccount%3Fx%3D1%23y')
    expect(addressOf('end-other-sessions', formOf(['id', 'x']))).toBe('/api/sessions')
  })

  test('leads where its table says, or where it says itself, and never to another origin', () => {
    const origin = 'http://testbed.test'
    expect(leadsTo('sign-out', formOf(['next', '/docs']), origin)).toBe('/signed-out')
    expect(leadsTo('change-name', formOf(['next', '/docs']), origin)).toBeNull()
    expect(leadsTo('sign-in', formOf(['next', '/docs?x=1#y']), origin)).toBe('/docs?x=1#y')
    for (const next of ['', '//evil.example/', 'https://evil.example/', '/.//evil.example']) expect(leadsTo('sign-in', formOf(['next', next]), origin)).toBe('/dashboard')
    expect(leadsTo('sign-up', formOf(), origin)).toBe('/dashboard')
  })

  test('is never filled again with a secret', () => {
    const secrets = ['currentPassword', 'newPassword', 'password'] as const
    for (const name of Object.keys(MUTATION_FORMS) as MutationName[]) {
      const typed = typedIn(name, formOf(...secrets.map((field) => [field, 'hunter2'] as const), ['name', 'x']))
      expect(JSON.stringify(typed)).not.toContain('hunter2')
    }
    expect(typedIn('create-client', formOf(['name', 'x'], ['scopes', 'a'], ['scopes', 'b']))).toEqual({ name: ['x'], scopes: ['a', 'b'] })
    expect(typedIn('create-client', formOf(['name', 'x']))).toEqual({ name: ['x'], scopes: [] })
  })
})
