'use client'

import type { ReactNode } from 'react'
import { disclosedLook, Disclosure } from '@/app/_ui/disclosure'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { MutationName } from '@/lib/http/mutation-forms'
import { MutationForm, type Mutating } from './mutation'

/** A mutation that takes something away: a button that says first what it will do, and then the form that does it. */
export function ConfirmMutation({
  of,
  name,
  id,
  about,
  label,
  labelOf,
  button,
  pendingLabel,
  size = 'sm',
  align = 'start',
  children,
}: {
  readonly of: Mutating
  readonly name: MutationName
  readonly id?: string
  readonly about?: string
  readonly label: string
  /** What the label leaves to what stands around it. */
  readonly labelOf?: string
  readonly button: string
  readonly pendingLabel: string
  readonly size?: 'sm' | 'md'
  readonly align?: 'start' | 'end' | 'corner'
  /** What it will do, to whom and from when; fields that it needs. */
  readonly children: ReactNode
}) {
  const { state } = of
  const done = state && 'done' in state ? state : null
  // Where a field of it is wrong, that must be seen; in a list of rows, the result above says what went wrong.
  const refused = state !== null && 'refusal' in state && state.name === name && id === undefined
  return (
    <Disclosure label={label} of={labelOf} size={size} align={align} opens={refused} closedBy={done}>
      {(cancel) => (
        <MutationForm of={of} name={name} {...(id !== undefined && { id })} {...(about !== undefined && { about })} className={disclosedLook}>
          <div className="space-y-2">{children}</div>
          <div className="flex flex-wrap gap-2">
            <SubmitButton variant="danger" size={size} pendingLabel={pendingLabel}>
              {button}
            </SubmitButton>
            {cancel}
          </div>
        </MutationForm>
      )}
    </Disclosure>
  )
}
