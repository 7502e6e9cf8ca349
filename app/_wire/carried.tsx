import { Code } from '@/app/_ui/code'
import type { ModeFacts } from '@/lib/auth/contract'

/** By what a mode's credential travels: "in the cookie …", "in the cookies … and …", "in the header …". */
export function Carried({ facts: { carrier, cookies, credentialName } }: { readonly facts: ModeFacts }) {
  if (carrier === 'authorization') {
    return (
      <>
        in the header <Code>{credentialName}</Code>
      </>
    )
  }
  return (
    <>
      in the {cookies.length === 1 ? 'cookie' : 'cookies'}{' '}
      {cookies.map((name, at) => (
        <span key={name}>
          {at > 0 ? ' and ' : ''}
          <Code>{name}</Code>
        </span>
      ))}
    </>
  )
}
