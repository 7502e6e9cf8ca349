import type { ShownResponse } from '@/lib/xray/report'
import { Header, Line, MoreLines } from './lines'
import { SourceBadge } from './source-badge'

/** A redacted credential as an answer handed it over, in a Set-Cookie line or in the body. */
export interface Given {
  readonly by: 'set-cookie' | 'access_token'
  readonly name: string
  readonly line: string
  /** Whether it is the very line that was sent. */
  readonly seen: boolean
}

const GIVEN: Readonly<Record<Given['by'], { readonly seen: string; readonly inferred: string }>> = {
  'set-cookie': {
    seen: 'The line that this server sent a moment ago. The browser keeps it and sends name and value back by itself.',
    inferred: 'The line was sent in an earlier response. This is how this server writes it, with the value that came back now.',
  },
  access_token: {
    seen: 'From the body of the answer to signing in, a moment ago. A script on this page keeps the token; the browser itself does nothing with it.',
    inferred: 'The token was handed over in the body of an earlier answer, and a script on this page kept it.',
  },
}

/** What a header of an answer means for whoever is signed in; the others have nothing to do with that. */
const NOTES: Readonly<Record<string, string>> = {
  'set-cookie': 'The credential was replaced on the way: the browser keeps this one from now on.',
  'cache-control': 'It depends on who asks, so nothing between server and person may keep a copy.',
  'content-security-policy': 'Where scripts, styles and forms may come from and go to. One injected script would act as whoever is signed in.',
  'strict-transport-security': 'The browser talks to this host over https only, so no credential travels in the open.',
  'referrer-policy': 'Other sites learn from which origin somebody comes, and no path.',
  'x-frame-options': 'No other site can show it in a frame and have its buttons pressed.',
}

/** The answer, line by line, and what an earlier one gave this client to keep. */
export function ResponseView({ response, given }: { readonly response: ShownResponse; readonly given: readonly Given[] }) {
  const noted = Object.keys(NOTES).flatMap((noted) => response.headers.filter(([name]) => name === noted))
  const rest = response.headers.filter(([name]) => !(name in NOTES))
  const isHere = ({ name }: Given) => response.headers.some(([header, value]) => header === 'set-cookie' && value.startsWith(`${name}=`))
  const earlier = given.filter((one) => !isHere(one))
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <dl>
        <Line raw={`HTTP/1.1 ${String(response.status)}${response.status === 200 ? ' OK' : ''}`}>
          <p>
            <SourceBadge source={response.known} />{' '}
            {response.known === 'set' ? 'The status line.' : 'The status line. It is sent before the end of the page is written.'}
          </p>
        </Line>
        {noted.map(([name, value, known], index) => (
          <Line key={index} lit raw={<Header name={name} value={value} />}>
            <p>
              <SourceBadge source={known} /> {NOTES[name]}
            </p>
          </Line>
        ))}
      </dl>
      <MoreLines says="which change nothing about who you are" lines={rest.map(([name, value, known]) => [name, known === 'set' ? value : `${value} (inferred)`])} />
      {earlier.length > 0 ? (
        <>
          <h3 className="border-t border-line bg-sunken px-4 py-2.5 text-sm font-semibold">In an earlier answer, when the credential was given</h3>
          <dl>
            {earlier.map(({ by, line, seen }) => (
              <Line key={line} lit raw={<Header name={by} value={line} />}>
                <p>
                  <SourceBadge source={seen ? 'set' : 'inferred'} /> {GIVEN[by][seen ? 'seen' : 'inferred']}
                </p>
              </Line>
            ))}
          </dl>
        </>
      ) : null}
    </div>
  )
}
