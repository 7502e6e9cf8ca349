/** Of the link home that holds it. */
export const logoLook = 'inline-flex min-h-8 items-center gap-2 rounded font-semibold tracking-tight'

/** The three places as one mark, and the name. */
export function Logo() {
  return (
    <>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <circle cx="6.5" cy="7" r="4.5" className="fill-browser-mark" />
        <rect x="13.5" y="2.5" width="9" height="9" rx="1" className="fill-server-mark" />
        <path
          d="M7.5 15.7c0-1.2 2-2.2 4.7-2.2s4.8 1 4.8 2.2v4.1c0 1.2-2.1 2.2-4.8 2.2s-4.7-1-4.7-2.2z"
          className="fill-store-mark"
        />
      </svg>
      Stateside
    </>
  )
}
