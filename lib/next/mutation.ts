import { Problem } from '@/lib/problem'
import { noteSetCookies } from '@/lib/xray/set-cookie'
import { noteSignOut } from '@/lib/xray/signed-out'
import { silent } from '@/lib/xray/trace'
import type { AuthRequest } from '../auth/contract'
import type { App } from '../app'
import type { MutationDone, MutationRefused } from '../http/form-state'
import { bodyOf, isMutation, textOf, typedIn } from '../http/mutation-forms'
import type { RevocationBody } from '../http/bodies'
import { EVERY_MUTATION, type Done, type MutationCall } from '../http/mutations'
import { runAction } from './action'
import { validate } from '../http/body'
import { setCookieLines } from './effects'
import { WHO } from '../http/endpoint'

/** The mutation that a form names, done as the API would do it. An action may be called with anything. */
export async function runForm(given: unknown): Promise<MutationDone | MutationRefused> {
  const form = given instanceof FormData ? given : new FormData()
  const named = textOf(form, 'mutation')
  const name = isMutation(named) ? named : null
  const result = await runAction(async (app, req): Promise<Done<unknown> & { readonly receipt?: string }> => {
    if (name === null) throw new Problem('invalid_request', 'The form names nothing that can be done here.')
    const { who, input, act } = EVERY_MUTATION[name]
    const by = await WHO[who]({ app, req })
    const body = input && validate(bodyOf(name, form), input)
    const run = () => act({ ...app, ...by, req, id: textOf(form, 'id') } as MutationCall, body)
    if (name === 'sign-out') return signingOut(app, req, run as () => Promise<Done<RevocationBody>>)
    const done = await run()
    // For the page that shows what set the credential.
    const set = (done.effects ?? []).filter(({ kind }) => kind === 'set-cookie')
    const session = done.session ?? by?.session
    if (session) noteSetCookies(session.id, setCookieLines(set), req.clock())
    return done
  })
  const typed = name === null ? {} : typedIn(name, form)
  if ('done' in result) return { name, about: textOf(form, 'about'), typed, done: result.done.body, ...(result.done.receipt !== undefined && { receipt: result.done.receipt }) } as MutationDone
  const { code, title, detail, extra } = result.problem
  return { name, refusal: { code, title, detail, errors: extra.errors ?? [] }, typed }
}

/** Signs out, and notes for the page that comes next what was there before and whether the same credential is accepted after. */
async function signingOut({ mode }: App, req: AuthRequest, run: () => Promise<Done<RevocationBody>>): Promise<Done<RevocationBody> & { readonly receipt?: string }> {
  const before = await mode.verify({ ...req, trace: silent })
  const done = await run()
  if (!before.ok) return done
  const after = await mode.verify({ ...req, trace: silent })
  const receipt = noteSignOut({
    at: req.clock(),
    promise: done.body,
    before: mode.state(before, req),
    cleared: setCookieLines(done.effects ?? []),
    after: after.ok ? 'accepted' : after.reason,
  })
  return { ...done, receipt }
}
