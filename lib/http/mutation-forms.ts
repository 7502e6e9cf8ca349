import { safePath } from './same-origin'

/**
 * How a field of a form becomes a member of a body. A `secret` is text that no form is ever filled with again; a `choice`
 * and a `flag` are left out where the form has none; a `list` is every value under its name.
 */
type FieldKind = 'text' | 'secret' | 'choice' | 'flag' | 'list'

interface MutationForm {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  /** Of the API. `{id}` is the form's field of that name. */
  readonly path: `/api/${string}`
  readonly fields: Readonly<Record<string, FieldKind>>
  /** The page to go on with once it was done, which `next` leaves to the form's field of that name; absent where its own page stays. */
  readonly leads?: 'next' | `/${string}`
}

/** What can be changed from a page: the half that a browser may know. Who may and what happens stands in `mutations.ts`. */
export const MUTATION_FORMS = {
  'sign-up': { method: 'POST', path: '/api/sign-up', fields: { email: 'text', name: 'text', password: 'secret' }, leads: 'next' },
  'sign-in': { method: 'POST', path: '/api/sign-in', fields: { email: 'text', password: 'secret' }, leads: 'next' },
  'sign-out': { method: 'POST', path: '/api/sign-out', fields: {}, leads: '/signed-out' },
  renew: { method: 'POST', path: '/api/renew', fields: {}, leads: '/dashboard?done=renewed' },
  'flip-role': { method: 'POST', path: '/api/demo/role', fields: {}, leads: '/dashboard?done=role' },
  'change-name': { method: 'PATCH', path: '/api/account', fields: { name: 'text' } },
  'change-email': { method: 'POST', path: '/api/account/email', fields: { email: 'text', currentPassword: 'secret' } },
  'change-password': { method: 'POST', path: '/api/account/password', fields: { currentPassword: 'secret', newPassword: 'secret' } },
  'delete-account': { method: 'DELETE', path: '/api/account', fields: { password: 'secret' } },
  'end-session': { method: 'DELETE', path: '/api/sessions/{id}', fields: {} },
  'end-other-sessions': { method: 'DELETE', path: '/api/sessions', fields: {} },
  'set-authority': { method: 'PATCH', path: '/api/admin/users/{id}', fields: { role: 'choice', disabled: 'flag' } },
  'end-sessions-of-person': { method: 'DELETE', path: '/api/admin/users/{id}/sessions', fields: {} },
  'create-client': { method: 'POST', path: '/api/admin/clients', fields: { name: 'text', scopes: 'list' } },
  'delete-client': { method: 'DELETE', path: '/api/admin/clients/{id}', fields: {} },
  'rotate-signing-key': { method: 'POST', path: '/api/admin/signing-keys', fields: { revoke: 'flag' } },
} as const satisfies Record<string, MutationForm>

export type MutationName = keyof typeof MUTATION_FORMS

export function isMutation(name: string): name is MutationName {
  return Object.hasOwn(MUTATION_FORMS, name)
}

/** A form's text under this name; empty where it has none, or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** The body that the API takes for this form. What it may be is for the schema to say. */
export function bodyOf(name: MutationName, form: FormData): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fieldsOf(name)
      .filter(([field, kind]) => form.has(field) || (kind !== 'choice' && kind !== 'flag'))
      .map(([field, kind]) => [field, valueOf(form, field, kind)] as const),
  )
}

function valueOf(form: FormData, field: string, kind: FieldKind): unknown {
  if (kind === 'list') return form.getAll(field)
  const text = textOf(form, field)
  return kind === 'flag' && (text === 'true' || text === 'false') ? text === 'true' : text
}

/** The API's address for this form. */
export function addressOf(name: MutationName, form: FormData): string {
  return MUTATION_FORMS[name].path.replace('{id}', encodeURIComponent(textOf(form, 'id')))
}

/** Where this form leads once it was done; null where its page stays. `origin` is ours. */
export function leadsTo(name: MutationName, form: FormData, origin: string): string | null {
  const { leads }: MutationForm = MUTATION_FORMS[name]
  return leads === 'next' ? safePath(textOf(form, 'next'), origin) : (leads ?? null)
}

/** What a form was filled with, by field: every value under its name. */
export type Typed = Readonly<Record<string, readonly string[]>>

/** What was typed and chosen, to be shown again: never a secret. */
export function typedIn(name: MutationName, form: FormData): Typed {
  const shown = fieldsOf(name).filter(([, kind]) => kind !== 'secret')
  return Object.fromEntries(shown.map(([field]) => [field, form.getAll(field).filter((value) => typeof value === 'string')]))
}

function fieldsOf(name: MutationName): readonly (readonly [string, FieldKind])[] {
  return Object.entries(MUTATION_FORMS[name].fields)
}
