'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { match, type Found } from './match'

/** The link that opens it, in the header. */
const OPENER = 'search'

/** A dialog over any page: opened by Ctrl+K, ⌘K or the link to the search page. */
export default function Palette(): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const router = useRouter()
  const [entries, setEntries] = useState<readonly Found[] | 'none' | null>(null)
  const [asked, setAsked] = useState('')
  const found = match(typeof entries === 'object' ? (entries ?? []) : [], asked).slice(0, 8)

  useEffect(() => {
    const open = (event: Event) => {
      event.preventDefault()
      dialog.current?.showModal()
      void fetch('/search/index.json')
        .then((answer) => answer.json() as Promise<readonly Found[]>)
        .then(setEntries, () => {
          setEntries((before) => before ?? 'none')
        })
    }
    const byKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) open(event)
    }
    const byClick = (event: MouseEvent) => {
      const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
      if (plain && event.target instanceof Element && event.target.closest(`#${OPENER}`)) open(event)
    }
    document.addEventListener('keydown', byKey)
    document.addEventListener('click', byClick, { capture: true })
    return () => {
      document.removeEventListener('keydown', byKey)
      document.removeEventListener('click', byClick, { capture: true })
    }
  }, [])

  function go(href: string) {
    dialog.current?.close()
    setAsked('')
    router.push(href)
  }

  return (
    <dialog ref={dialog} aria-label="Search" className="m-auto mt-[12vh] w-[min(36rem,calc(100vw-2rem))] rounded-lg border border-line-strong bg-surface p-4 text-ink backdrop:bg-black/40">
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          go(found[0]?.href ?? `/search?q=${encodeURIComponent(asked)}`)
        }}
      >
        <label className="block text-sm font-medium">
          Pages, guides, errors, endpoints and experiments
          <input type="search" autoFocus autoComplete="off" value={asked} onChange={(event) => setAsked(event.target.value)} className="mt-1.5 block min-h-11 w-full rounded-md border border-line-strong bg-surface px-3 py-2 text-base" />
        </label>
      </form>
      <p role="status" className="mt-2 text-sm text-muted">
        {statusOf(entries, asked, found.length)}
      </p>
      <ul className="mt-2">
        {found.map(({ href, title, kind }) => (
          <li key={href}>
            <a
              href={href}
              onClick={(event) => {
                event.preventDefault()
                go(href)
              }}
              className="flex min-h-9 items-center justify-between gap-3 rounded-md px-2 py-1 hover:bg-sunken focus:bg-sunken"
            >
              <span className="wrap-anywhere">{title}</span>
              <span className="text-sm text-muted">{kind}</span>
            </a>
          </li>
        ))}
      </ul>
    </dialog>
  )
}

/** `entries` is null while they are fetched, and 'none' where they could not be. */
function statusOf(entries: readonly Found[] | 'none' | null, asked: string, found: number): string {
  if (asked === '') return 'Enter opens the first; Escape closes.'
  if (entries === null) return 'Searching…'
  if (entries === 'none') return 'The server did not answer. Enter tries the search page.'
  return found === 0 ? 'Nothing has all of these words.' : `${String(found)} found`
}
