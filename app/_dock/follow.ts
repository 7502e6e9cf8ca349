/** Where tabs tell each other of which session there is something new; ids of sessions are public. */
const CHANNEL = 'stateside-wire'

/** One press may ask for several things; this long after the first, in ms, they are looked for together. */
const TOGETHER_MS = 150

/** What a look at the requests asks for itself, what stays open, and files. */
const QUIET = /^\/(?:api\/wire|api\/session-events|_next)(?:\/|$)/

/**
 * Looks for what is new: now, after each request that a script of this tab made, and when another tab has found something.
 * Never while nothing happens. `look` says whether there was anything. Returns what stops it.
 */
export function follow(sessionId: string, look: () => Promise<boolean>): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  const stopped = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = false
  /** Whether there may be something new, and whether this tab caused it. */
  let wanted = false
  let own = false

  async function now() {
    const tells = own
    timer = undefined
    wanted = own = false
    asking = true
    const found = await look()
    asking = false
    if (stopped.signal.aborted) return
    if (found && tells) channel.postMessage(sessionId)
    catchUp()
  }

  function catchUp() {
    if (wanted) want(false)
  }

  function want(byUs: boolean) {
    own ||= byUs
    wanted = true
    if (asking || timer !== undefined || (document.hidden && !own)) return
    timer = setTimeout(() => void now(), TOGETHER_MS)
  }

  // The browser itself says what scripts have fetched: pages, forms and calls alike.
  const observer = new PerformanceObserver((list) => {
    if (list.getEntries().some(isOurs)) want(true)
  })
  observer.observe({ type: 'resource' })
  channel.onmessage = ({ data }) => {
    if (data === sessionId) want(false)
  }
  document.addEventListener(
    'visibilitychange',
    () => {
      if (!document.hidden) catchUp()
    },
    { signal: stopped.signal },
  )
  want(true)
  return () => {
    stopped.abort()
    observer.disconnect()
    channel.close()
    clearTimeout(timer)
  }
}

function isOurs(entry: PerformanceEntry): boolean {
  const { origin, pathname } = new URL(entry.name)
  return (entry as PerformanceResourceTiming).initiatorType === 'fetch' && origin === window.location.origin && !QUIET.test(pathname)
}
