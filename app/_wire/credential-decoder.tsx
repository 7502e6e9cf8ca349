import type { ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Code } from '@/app/_ui/code'
import { SHAPES } from '@/lib/xray/decode'
import type { ShownCredential, XrayReport } from '@/lib/xray/report'
import { partInk } from './part-ink'
import { PasteDecoder } from './paste-decoder'
import { bytesText } from './quantity'
import { RecordList } from './record-list'

/** What the credential of a request says, and to whom; below it a bench to take any other credential apart. */
export function CredentialDecoder({
  report,
  whole,
}: {
  readonly report: XrayReport
  /** A way to see the credential unshortened, where this tab holds it. */
  readonly whole?: ReactNode
}) {
  const { credential } = report.request
  return (
    <div className="space-y-8">
      {credential ? (
        <OwnCredential credential={credential} report={report} />
      ) : (
        <p>This request carried no credential.</p>
      )}
      {whole}
      <div className="border-t border-line pt-6">
        <h4 className="font-semibold">Take another one apart</h4>
        <PasteDecoder />
      </div>
    </div>
  )
}

function OwnCredential({ credential, report }: { readonly credential: ShownCredential; readonly report: XrayReport }) {
  const { kind } = credential
  const shape = SHAPES[kind]
  const content = report.state.find((entry) => entry.where === 'browser')?.content ?? {}
  const decoded = kind !== 'opaque' && Object.keys(content).length > 0
  return (
    <div className="space-y-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Code className="text-sm!">{credential.shown}</Code>
        <span className="text-sm text-muted">
          {shape.title}, {bytesText(credential.bytes)}; shortened here, so that no page shows it whole
        </span>
      </p>
      <p className="flex flex-wrap gap-1.5">
        {kind === 'opaque' ? (
          <Badge>Nothing to decode</Badge>
        ) : (
          <Badge tone={decoded ? 'accent' : 'neutral'}>{decoded ? 'Decoded' : 'Not decoded'}</Badge>
        )}
        {report.verdict.ok ? (
          <Badge tone="server">Verified</Badge>
        ) : (
          <Badge tone="bad">Not verified: {report.verdict.reason}</Badge>
        )}
      </p>
      <p className="max-w-prose text-sm leading-6">
        {kind === 'opaque' ? 'Nothing to decode: that is the point. ' : ''}
        {shape.says} {report.verdict.ok ? VERIFIED[kind] : ''}
      </p>
      {kind === 'opaque' ? null : (
        <>
          <h4 className="pt-2 text-sm font-semibold">Its {shape.parts.length} parts, in order</h4>
          <ol className="grid gap-x-8 gap-y-2 text-sm sm:grid-cols-2">
            {shape.parts.map((part, index) => (
              <li key={part.name}>
                <span className={`font-mono text-[0.8125rem] font-medium ${partInk(index)}`}>
                  {part.lead}
                  {part.name}
                </span>{' '}
                <span className="text-muted">{part.meaning}</span>
              </li>
            ))}
          </ol>
          {decoded ? (
            <>
              <h4 className="pt-2 text-sm font-semibold">
                {kind === 'jws' ? 'What it says, to anyone' : 'What it says, decoded by the server'}
              </h4>
              <RecordList record={content} />
            </>
          ) : null}
        </>
      )}
    </div>
  )
}

const VERIFIED: Readonly<Record<ShownCredential['kind'], string>> = {
  opaque: 'Verified means: the store has a live row under its hash.',
  jws: "Verified means: the signature matches this server’s key, and the claims are meant for it and currently valid.",
  jwe: "Verified means: the tag matches this server’s key, and the claims are meant for it and currently valid.",
  seal: "Verified means: the mac matches this server’s password, and the content is meant for it and currently valid.",
}
