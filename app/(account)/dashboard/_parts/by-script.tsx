'use client'

import { useEffect, useState } from 'react'
import type { Called } from '@/app/_client/ask'
import { BlockedNotice } from '@/app/_bearer/blocked-notice'
import { Out } from '@/app/_bearer/out'
import { check, flipRole, lookInside, useBearer } from '@/app/_bearer/store'
import { WholeToken } from '@/app/_bearer/whole-token'
import { SignOut } from '@/app/_client/sign-out'
import { Button } from '@/app/_ui/button'
import { Code } from '@/app/_ui/code'
import { Notice } from '@/app/_ui/notice'
import { SubmitButton } from '@/app/_ui/submit-button'
import { WireView } from '@/app/_wire/wire-view'
import type { ModeFacts, Role } from '@/lib/auth/contract'
import type { Refusal } from '@/lib/problem'
import type { XrayReport } from '@/lib/xray/report'
import { Action, ActionList, FlipRole } from './action'
import { Answers } from './answers'
import { Part } from './question'
import { Readout } from './readout'
import { RoleNotice } from './role-notice'
import { Skeleton } from './skeleton'
import { TwoRequests } from './two-requests'

/**
 * The dashboard where only a script can say who is asking: it asks `/api/xray` with the token, and shows that request
 * beside the navigation, which carried nothing.
 */
export function ByScript({
  navigation,
  facts,
  ends,
  flippers,
}: {
  readonly navigation: XrayReport
  readonly facts: ModeFacts
  /** What signing out does. */
  readonly ends: string
  /** The e-mail addresses of whoever may change their own role. */
  readonly flippers: readonly string[]
}) {
  const bearer = useBearer()
  const [report, setReport] = useState<XrayReport | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [roleInDatabase, setRoleInDatabase] = useState<Role | null>(null)
  const [times, setTimes] = useState(0)

  const sessionId = bearer.status === 'in' ? bearer.session.id : null
  const current = report?.verdict.ok && report.verdict.session.id === sessionId ? report : null

  function show(answer: Called<XrayReport>) {
    setRefusal('refusal' in answer ? answer.refusal : null)
    if ('refusal' in answer) return
    if (answer.body.verdict.ok) setReport(answer.body)
    // Rejected since the last check: that is for the check to find out, and for every part of the page to learn.
    else void check()
  }

  useEffect(() => {
    if (sessionId !== null) void lookInside().then(show)
  }, [sessionId])

  async function askAgain() {
    const [answer] = await Promise.all([lookInside(), check()])
    show(answer)
    setTimes((before) => before + 1)
  }

  async function changeRole() {
    const answer = await flipRole()
    if ('body' in answer) {
      setRoleInDatabase(answer.body.role)
      await askAgain()
    } else setRefusal(answer.refusal)
  }

  if (bearer.status === 'out') return <Out why={bearer.why} arrived={report === null} next="/dashboard" />
  if (bearer.status === 'unreachable') {
    return (
      <Notice tone="bad" role="alert" title={bearer.refusal.title} className="mt-6">
        <p>{bearer.refusal.detail}</p>
        <p>Who you are is unknown. The token is still in this browser, and nobody was signed out.</p>
        <p className="pt-2">
          <Button size="sm" onClick={() => void check()}>
            Try again
          </Button>
        </p>
      </Notice>
    )
  }
  if (bearer.status === 'unknown' || (!current && !refusal)) {
    return (
      <>
        <div className="mt-8">
          <TwoRequests navigation={navigation} stateLives={facts.stateLives}>
            <Skeleton of="readout" />
          </TwoRequests>
        </div>
        <Skeleton of="answers" />
      </>
    )
  }

  const { session, handedOver } = bearer
  return (
    <>
      <div className="mt-6 space-y-6">
        <BlockedNotice />
        {refusal ? (
          <Notice tone="bad" role="alert" title={refusal.title}>
            <p>{refusal.detail}</p>
          </Notice>
        ) : null}
        {roleInDatabase ? (
          <RoleNotice inDatabase={roleInDatabase} judgedAs={session.user.role} stateLives={facts.stateLives} renews={false} />
        ) : null}
        <TwoRequests navigation={navigation} stateLives={facts.stateLives}>
          {current ? <Readout report={current} stateLives={facts.stateLives} beside /> : <Skeleton of="readout" />}
        </TwoRequests>
        <ActionList>
          <Action says="Sends the token once more; every figure is measured anew.">
            <form action={askAgain}>
              <SubmitButton pendingLabel="Asking…" variant="primary">
                Ask again
              </SubmitButton>
            </form>
            <span role="status" className="sr-only">
              {times > 0 ? `Asked again, ${times === 1 ? 'once' : `${String(times)} times`} so far.` : ''}
            </span>
          </Action>
          {flippers.includes(session.user.id) ? <FlipRole action={changeRole} /> : null}
          <Action says={ends}>
            <SignOut variant="danger" />
          </Action>
          <Action
            says={
              <>
                When the token is over you sign in again. <Code>POST /api/renew</Code> answers 409.
              </>
            }
          >
            <p className="flex min-h-10 items-center text-sm font-medium">Nothing to renew in this mode</p>
          </Action>
        </ActionList>
      </div>
      {current ? (
        <Answers
          session={session}
          report={current}
          facts={facts}
          renews={false}
          given={[handOver(current, handedOver !== null)]}
          alsoSent={
            <Part title="Beside it: the request for this page">
              <WireView request={navigation.request} given={[]} />
            </Part>
          }
          whole={<WholeToken />}
        />
      ) : null}
    </>
  )
}

function handOver({ request: { credential } }: XrayReport, seen: boolean) {
  return { by: 'access_token', name: 'access_token', line: credential?.shown ?? '', seen, valueBytes: credential?.bytes ?? 0 } as const
}
