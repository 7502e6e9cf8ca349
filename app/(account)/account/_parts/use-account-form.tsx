'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { check } from '@/app/_bearer/store'
import { useApi, useCarrier } from '@/app/_client/api'
import type { Method, Refusal } from '@/app/_client/ask'
import { OutcomeNotice, RefusalNotice, useOutcome } from '@/app/_client/outcome'

/** Sends the named fields of a form, keeps what was typed but passwords, and holds the answer to show above it. */
export function useAccountForm(method: Method, path: string, names: readonly string[]) {
  const api = useApi()
  const byToken = useCarrier() === 'token'
  const router = useRouter()
  const outcome = useOutcome()
  const [refused, setRefused] = useState<Refusal | null>(null)
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})

  return {
    values,
    say: outcome.say,
    errorOf: (field: string) =>
      refused?.errors.find((error) => error.path === field)?.message ??
      (refused?.code === 'wrong_password' && (field === 'currentPassword' || field === 'password') ? 'is wrong' : undefined),
    async send<T>(data: FormData): Promise<T | null> {
      const body = Object.fromEntries(names.map((name) => [name, textOf(data.get(name))]))
      setValues(Object.fromEntries(Object.entries(body).filter(([name]) => !/password/i.test(name))))
      const answer = await api<T>(method, path, body)
      setRefused('refusal' in answer ? answer.refusal : null)
      if ('refusal' in answer) return null
      // The header says who is signed in.
      if (method !== 'DELETE') {
        if (byToken) void check()
        else router.refresh()
      }
      return answer.body
    },
    answer: refused ? (
      <div role="alert">
        <RefusalNotice refusal={refused} />
      </div>
    ) : (
      <OutcomeNotice outcome={outcome} />
    ),
  }
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : ''
}
