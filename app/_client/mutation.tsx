'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useActionState, useState, type ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { noteSignOut } from '@/app/_bearer/last-sign-out'
import { readToken } from '@/app/_bearer/token'
import { forget } from '@/app/_bearer/viewer'
import type { MutationDone, MutationState } from '@/lib/http/form-state'
import { addressOf, bodyOf, isMutation, leadsTo, MUTATION_FORMS, textOf, typedIn, type MutationName } from '@/lib/http/mutation-forms'
import type { MutationBody } from '@/lib/http/mutations'
import type { Refusal } from '@/lib/problem'
import { mutate, press } from './actions'
import { useApi, type Call } from './api'
import { useExpectedEnd } from './live-state'
import { RefusalNotice } from './outcome'
import { useTransport } from './viewer'

/** What a part of a page can change, by one form or several, and how the last of it went. */
export interface Mutating {
  readonly state: MutationState
  readonly action: (form: FormData) => void
  /**
   * Of the element that says how it went. Without JavaScript the page is loaded anew, and the browser leads there. Absent for
   * a form that leads elsewhere, as a browser would take the fragment along.
   */
  readonly resultId?: string | undefined
}

/** Where only a script can ask: what it does next, such as reading a list again. */
type After = (done: MutationDone) => void | Promise<void>

/**
 * The action of forms that change something: the server's, with and without JavaScript, where a page's request carries a
 * credential; else a request to the API. Call it above whatever the mutation may remove, or nothing is left to say how it went.
 */
export function useMutation(resultId?: string, after?: After): Mutating {
  const send = useSend(after)
  const byToken = useTransport() === 'token'
  const here = [usePathname(), useSearchParams().toString()].filter(Boolean).join('?')
  const [state, action, pending] = useActionState(
    byToken ? (_: MutationState, form: FormData) => send(form) : mutate,
    null,
    resultId === undefined ? undefined : `${here}#${resultId}`,
  )
  useExpectedEnd(pending)
  return { state, action, resultId }
}

/** Asks the API for what a form names, and leads on if the form does. */
function useSend(after?: After): (form: FormData) => Promise<MutationState> {
  const api = useApi()
  const router = useRouter()
  return async (form) => {
    const name = textOf(form, 'mutation')
    if (!isMutation(name)) return null
    const token = readToken()
    const state = await request(api, name, form)
    // Nobody stays signed in here because a server did not answer.
    if (name === 'sign-out') {
      if ('done' in state && state.name === name && token !== null) noteSignOut({ promise: state.done, tokenBytes: token.length })
      forget('refusal' in state ? 'not_confirmed' : 'signed_out')
    } else if ('refusal' in state) return state
    if ('done' in state) await after?.(state)
    const to = leadsTo(name, form, window.location.origin)
    if (to !== null) router.push(to)
    return state
  }
}

async function request(api: Call, name: MutationName, form: FormData): Promise<NonNullable<MutationState>> {
  const { method, fields } = MUTATION_FORMS[name]
  const body = Object.keys(fields).length === 0 ? undefined : bodyOf(name, form)
  const answer = await api<MutationBody<MutationName>>(method, addressOf(name, form), body)
  const typed = typedIn(name, form)
  if ('refusal' in answer) return { name, refusal: answer.refusal, typed }
  return { name, about: textOf(form, 'about'), typed, done: answer.body } as MutationDone
}

/** A form that asks for a mutation. */
export function MutationForm({
  of,
  name,
  id,
  about,
  className,
  children,
}: {
  readonly of: Mutating
  readonly name: MutationName
  /** Whom or what it is done to, where its address names that. */
  readonly id?: string
  /** The same in words, for whoever reads how it went. */
  readonly about?: string
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    // The server says what is wrong with a field, the same with JavaScript and without it.
    <form action={of.action} noValidate className={className}>
      <input type="hidden" name="mutation" value={name} />
      {id === undefined ? null : <input type="hidden" name="id" value={id} />}
      {about === undefined ? null : <input type="hidden" name="about" value={about} />}
      {children}
    </form>
  )
}

/**
 * A button, in a form with nothing to correct, that does something and leads on. Where a script asks, it says below why it was
 * refused; else the server leads to the page that does.
 */
export function PressForm({
  name,
  values = {},
  after,
  children,
}: {
  readonly name: MutationName
  readonly values?: Readonly<Record<string, string>>
  readonly after?: After | undefined
  readonly children: ReactNode
}) {
  const send = useSend(after)
  const byToken = useTransport() === 'token'
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const sendHere = async (form: FormData) => {
    const state = await send(form)
    setRefusal(state && 'refusal' in state ? state.refusal : null)
  }
  return (
    <form action={byToken ? sendHere : press}>
      <ExpectedEnd />
      {Object.entries({ mutation: name, ...values }).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      {children}
      {refusal ? (
        <div role="alert" className="mt-3">
          <RefusalNotice refusal={refusal} />
        </div>
      ) : null}
    </form>
  )
}

function ExpectedEnd() {
  useExpectedEnd(useFormStatus().pending)
  return null
}

/** What a field was filled with when its form was refused; undefined if it was not. */
export function typedOf(of: Mutating, field: string): string | undefined {
  return chosenOf(of, field)?.[0]
}

/** The same of a field that may have several values, or none. */
export function chosenOf({ state }: Mutating, field: string): readonly string[] | undefined {
  return state && 'refusal' in state ? state.typed[field] : undefined
}

/** Codes that say which field is wrong. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  wrong_password: ['currentPassword', 'password'],
  email_taken: ['email'],
}

/** What is wrong with a field. The server's messages go on where its name leaves off: "must not be empty". */
export function errorOf({ state }: Mutating, field: string): string | undefined {
  if (!state || !('refusal' in state)) return undefined
  const { code, title, errors } = state.refusal
  const message = errors.find(({ path }) => path.split('.')[0] === field)?.message ?? (FIELDS[code]?.includes(field) ? title : undefined)
  return message && message.charAt(0).toUpperCase() + message.slice(1)
}
