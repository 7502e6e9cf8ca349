import type { ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { SHAPES } from '@/lib/xray/decode'
import type { ShownCredential, XrayReport } from '@/lib/xray/report'
import { partInk } from './part-ink'
import { RawCredential } from './raw-credential'
import { RecordList } from './record-list'

/** What the credential of a request says, and to whom: raw left, what it says right, in the same colours. */
export function CredentialDecoder({
  report,
  edit,
  children,
}: {
  readonly report: XrayReport
  /** What changes it, and shows what the check makes of that. */
  readonly edit?: ReactNode
  /** What else can be done with it. */
  readonly children?: ReactNode
}) {
  const { credential } = report.request
  if (!credential) return <p>This request carried no credential.</p>
  const { kind } = credential
  const shape = SHAPES[kind]
  const content = report.state.find((entry) => entry.where === 'browser')?.content ?? {}
  const decoded = kind !== 'opaque' && Object.keys(content).length > 0
  return (
    <div className="space-y-5">
      <p className="flex flex-wrap gap-1.5">
        {kind === 'opaque' ? (
          <Badge>Nothing to decode</Badge>
        ) : (
          <Badge tone={decoded ? 'accent' : 'neutral'}>{decoded ? 'Decoded' : 'Not decoded'}</Badge>
        )}
        {report.verdict.ok ? <Badge tone="server">Verified</Badge> : <Badge tone="bad">Not verified: {report.verdict.reason}</Badge>}
      </p>
      <p className="max-w-prose text-sm leading-6">
        {kind === 'opaque' ? 'Nothing to decode: that is the point. ' : ''}
        {shape.says} {report.verdict.ok ? VERIFIED[kind] : ''}
      </p>
      <div className="grid gap-6 xl:grid-cols-2">
        <div className="min-w-0 space-y-5">
          <div>
            <h3 className="mb-2 text-sm font-semibold">As it travels</h3>
            <RawCredential credential={credential} />
          </div>
          {edit}
        </div>
        <div className="min-w-0">
          <h3 className="mb-2 text-sm font-semibold">{SAYS[kind]}</h3>
          {decoded ? (
            <div className={partInk(CLAIMS_IN[kind])}>
              <RecordList record={content} columns={1} />
            </div>
          ) : (
            <p className="text-sm">It says nothing. Whose it is stands in the row that the check read.</p>
          )}
        </div>
      </div>
      {children}
    </div>
  )
}

const SAYS: Readonly<Record<ShownCredential['kind'], string>> = {
  opaque: 'What it says',
  jws: 'What it says, to anyone',
  jwe: 'What it says, decrypted by the server',
  seal: 'What it says, opened by the server',
}

/** The part that holds what it says. */
const CLAIMS_IN: Readonly<Record<ShownCredential['kind'], number>> = { opaque: 0, jws: 1, jwe: 3, seal: 4 }

const VERIFIED: Readonly<Record<ShownCredential['kind'], string>> = {
  opaque: 'Verified means: the store has a live row under its hash.',
  jws: "Verified means: the signature matches this server’s key, and the claims are meant for it and currently valid.",
  jwe: "Verified means: the tag matches this server’s key, and the claims are meant for it and currently valid.",
  seal: "Verified means: the mac matches this server’s password, and the content is meant for it and currently valid.",
}
