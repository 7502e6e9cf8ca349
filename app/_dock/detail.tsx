import type { ReactNode } from 'react'
import { Fact, Facts } from '@/app/_client/facts'
import { bytesText, microsText } from '@/app/_wire/quantity'
import { ResponseView } from '@/app/_wire/response-view'
import { StateMap } from '@/app/_wire/state-map'
import { Timeline } from '@/app/_wire/timeline'
import { UtcTime } from '@/app/_wire/utc-time'
import { WireView } from '@/app/_wire/wire-view'
import type { Place } from '@/lib/auth/contract'
import type { WireDetail } from '@/lib/xray/wire-log'
import { KINDS, verdictSentence } from './words'

/** The X-ray of one request. */
export function Detail({ detail: { entry, xray, given }, stateLives }: { readonly detail: WireDetail; readonly stateLives: Place }) {
  const { at, kind, status, bytes, credentialBytes, check, ms } = entry
  return (
    <>
      <div className="space-y-4">
        <p>{verdictSentence(entry)}</p>
        <Facts>
          <Fact name="When">
            <UtcTime at={Date.parse(at)} />
          </Fact>
          <Fact name="Kind">{KINDS[kind]}</Fact>
          <Fact name="Answered with">
            {status}, after {ms} ms
          </Fact>
          <Fact name="Sent">{bytesText(bytes)}</Fact>
          <Fact name="Credential">{credentialBytes === null ? 'none' : bytesText(credentialBytes)}</Fact>
          <Fact name="The check">{check ? `${microsText(check.p50)}, p50 of ${String(check.n)} made after the answer` : 'not measured'}</Fact>
        </Facts>
      </div>
      <Part title="What was sent">
        <WireView request={xray.request} />
      </Part>
      <Part title="What came back">
        <ResponseView response={xray.response} given={given.map((line) => ({ by: 'access_token', name: 'access_token', line, seen: true }))} />
      </Part>
      <Part title="What the server did">
        <Timeline steps={xray.trace} inPage={kind !== 'api'} />
      </Part>
      {xray.state.length > 0 ? (
        <Part title="Where the state lived">
          <StateMap state={xray.state} stateLives={stateLives} />
        </Part>
      ) : null}
    </>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-3 text-lg font-semibold">{title}</h3>
      {children}
    </section>
  )
}
