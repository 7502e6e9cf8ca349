import { Search } from 'lucide-react'
import { buttonLook } from '@/app/_ui/looks'

/** Leads to the page that searches; where the palette is loaded, it opens that instead. Known to it by its id. */
export function SearchLink() {
  return (
    <a id="search" href="/search" aria-keyshortcuts="Control+K Meta+K" className={`${buttonLook({ variant: 'quiet', size: 'sm' })} ml-auto size-8 p-0!`}>
      <Search aria-hidden className="size-4" />
      <span className="sr-only">Search</span>
    </a>
  )
}
