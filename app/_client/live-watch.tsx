'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { check, type OwnSession } from '@/app/_bearer/viewer'
import { buttonLook } from '@/app/_ui/looks'
import { LifeLine } from '@/app/_wire/life-line'
import { UtcTime } from '@/app/_wire/utc-time'
import { END_REASONS, type EndReason } from '@/lib/auth/contract'
import { isRejection, REJECTIONS } from '@/lib/auth/reject'
import { signInPath } from '@/lib/http/sign-in-path'
import { useApi } from './api'
import { isEndExpected } from './live-state'
import { hear, show } from './other-tabs'
import { WHY } from './session-facts'
import { useTransport, useViewer } from './viewer'
import { unknownEnd, watch, type EndOfSession } from './watch'

/** Tells whoever looks at this tab when their session ends, as soon as the server knows. */
export default function LiveWatch() {
  const transport = useTransport()
  const api = useApi()
  const viewer = useViewer()
  const session = viewer.status === 'in' ? viewer.session : null
  const id = session?.id ?? null
  // With a token, nobody is in any more once it is known to be over.
  const [last, setLast] = useState(session)
  if (session && session.id !== last?.id) setLast(session)
  const [end, setEnd] = useState<EndOfSession | null>(null)

  // A token's tabs hear of each other by their storage.
  useEffect(() => {
    if (transport === 'token') return
    show(id)
    if (id === null) return
    return hear(id, () => {
      void api('GET', '/api/me').then((answer) => {
        // Another session may have begun here, and goes on.
        if ('refusal' in answer && isRejection(answer.refusal.code)) setEnd((known) => known ?? unknownEnd(answer.refusal.code))
      })
    })
  }, [id, transport, api])

  useEffect(() => {
    if (id === null) return
    return watch(transport, api, (how) => {
      if (!isEndExpected()) setEnd((known) => known ?? how)
      // Drops the token, and every part of the page learns of it.
      if (transport === 'token') void check()
    })
  }, [id, transport, api])

  return end ? <EndDialog end={end} session={last} /> : null
}

/** This tab showed somebody, so it is not that nobody ever signed in. */
const GONE = {
  title: 'This browser was signed out',
  what: 'This happened in another tab, or the cookies were cleared or expired. All tabs share them, so this one has nothing left to send.',
}

/** In front of everything, until the person leaves by its link. */
function EndDialog({ end: { reason, by, why, at }, session }: { readonly end: EndOfSession; readonly session: OwnSession | null }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const path = usePathname()
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const rejected = isRejection(reason) ? reason : 'revoked'
  const { title, what } = rejected === 'missing' ? GONE : REJECTIONS[rejected]
  return (
    <dialog
      ref={dialog}
      aria-labelledby="session-end"
      aria-describedby="session-end-says"
      onCancel={(event) => {
        event.preventDefault()
      }}
      onClose={(event) => {
        // Some browsers close it at the second Escape whatever a page says.
        event.currentTarget.showModal()
      }}
      className="m-auto w-full max-w-lg rounded-lg border border-line bg-surface p-6 text-ink shadow-lg backdrop:bg-canvas/75"
    >
      <h2 id="session-end" className="text-2xl font-semibold tracking-tight text-balance">
        {by === null || why === null ? title : `This session was ended by ${by}`}
      </h2>
      <div id="session-end-says" className="mt-3 space-y-2">
        {isWhy(why) ? (
          <p>
            At <UtcTime at={Date.parse(at)} />, because {WHY[why]}.
          </p>
        ) : (
          <p>{what}</p>
        )}
        {session && session.createdAt < Date.parse(at) ? (
          <LifeLine
            moments={[
              { at: session.createdAt, what: 'Signed in', kind: 'past' },
              { at: Date.parse(at), what: 'Ended', kind: 'now' },
              ...(session.expiresAt > Date.parse(at) ? [{ at: session.expiresAt, what: 'Would have expired', kind: 'fixed' } as const] : []),
            ]}
          />
        ) : null}
        <p>This page no longer works. Sign in again to carry on where you left off.</p>
      </div>
      <p className="mt-6 flex flex-wrap items-center gap-4">
        {/* A plain link: nothing that this page remembers must be shown to whoever signs in next. */}
        <a href={signInPath(path, rejected)} className={buttonLook({ variant: 'primary' })}>
          Sign in again
        </a>
        {rejected === 'missing' ? null : (
          <a href={`/docs/errors/${rejected}`} className="text-accent underline underline-offset-4">
            What this means
          </a>
        )}
      </p>
    </dialog>
  )
}

function isWhy(why: string | null): why is EndReason {
  return END_REASONS.some((known) => known === why)
}
