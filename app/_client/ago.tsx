import { sinceInWords } from '@/lib/duration'

/** How long ago a moment was, with the exact time at hand. Takes ISO 8601. */
export function Ago({ at }: { readonly at: string }) {
  return (
    // The server rendered it a moment earlier than the browser does.
    <time dateTime={at} title={`${at.slice(0, 10)} ${at.slice(11, 19)} UTC`} suppressHydrationWarning className="whitespace-nowrap">
      {ago(at)}
    </time>
  )
}

const ago = (at: string) => sinceInWords(Date.now() - Date.parse(at))
