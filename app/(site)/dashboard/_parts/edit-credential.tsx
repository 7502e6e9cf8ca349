'use client'

import { Badge } from '@/app/_ui/badge'
import { Code } from '@/app/_ui/code'
import { Field } from '@/app/_ui/field'
import { Select } from '@/app/_ui/select'
import { SubmitButton } from '@/app/_ui/submit-button'
import { errorOf, MutationForm, typedOf, useMutation } from '@/app/_client/mutation'
import { RefusalNotice } from '@/app/_client/outcome'
import { microsText } from '@/app/_wire/quantity'
import type { Edited } from '@/lib/xray/edit'

/** Changes this request's own credential on its way to the check, and says what the check makes of it. */
export function EditCredential({
  claims,
  parts,
  suggested,
}: {
  /** Names of what can be written anew by anybody; empty where the key is needed for that, and a character of a part is changed instead. */
  readonly claims: readonly string[]
  readonly parts: readonly string[]
  readonly suggested: string | undefined
}) {
  const of = useMutation('edited', undefined, 'show=says')
  const { state } = of
  return (
    <div className="space-y-3 border-t border-line pt-4">
      <h3 className="font-semibold">Change it, and have it checked</h3>
      <MutationForm of={of} name="edit-credential" className="flex flex-wrap items-end gap-3">
        {claims.length > 0 ? (
          <>
            <Select label="Claim" name="claim" defaultValue={typedOf(of, 'claim') ?? 'role'} className="w-32">
              <Options names={claims} />
            </Select>
            <Field label="New value" name="value" defaultValue={typedOf(of, 'value') ?? 'admin'} error={errorOf(of, 'value')} autoComplete="off" className="min-w-0 flex-1 basis-24" />
          </>
        ) : (
          <Select label="Change one character of the" name="part" defaultValue={typedOf(of, 'part') ?? suggested} className="flex-1 basis-40">
            <Options names={parts} />
          </Select>
        )}
        <SubmitButton pendingLabel="Checking…" className="min-h-11">
          Check it
        </SubmitButton>
      </MutationForm>
      <p className="text-sm text-muted">The server changes a copy, checks it and forgets it. You stay signed in.</p>
      <div id="edited" role="status" tabIndex={-1} className="outline-none">
        {state === null ? null : 'refusal' in state ? (
          <RefusalNotice refusal={state.refusal} />
        ) : state.name === 'edit-credential' ? (
          <Checked edited={state.done} />
        ) : null}
      </div>
    </div>
  )
}

function Options({ names }: { readonly names: readonly string[] }) {
  return names.map((name) => (
    <option key={name} value={name}>
      {name}
    </option>
  ))
}

function Checked({ edited: { what, from, to, shown, verdict, trace } }: { readonly edited: Edited }) {
  return (
    <div className="space-y-2 rounded-md border border-line bg-surface p-4 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        {verdict.ok ? <Badge tone="accent">accepted</Badge> : <Badge tone="bad">{verdict.reason}</Badge>}
        <span className="font-medium">{verdict.ok ? 'Nothing was changed, so it is the same credential' : verdict.title}</span>
      </p>
      <p>
        {to === null ? (
          <>
            One character of the {what} was changed: <Code>{shown}</Code>.
          </>
        ) : (
          <>
            <Code>{what}</Code> was <Code>{from}</Code>, and was changed to <Code>{to}</Code>. The signature is the old one.
          </>
        )}{' '}
        {verdict.ok ? '' : verdict.means}
      </p>
      <ol className="list-inside list-decimal text-muted">
        {trace.map(({ label, detail, micros }, index) => (
          <li key={index}>
            {label}
            {detail ? `: ${detail}` : ''}, {microsText(micros)}
          </li>
        ))}
      </ol>
    </div>
  )
}
