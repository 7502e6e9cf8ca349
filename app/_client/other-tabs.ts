/** Where ids are told, which are public, of sessions that a tab showed and this browser does not hold any more. */
const CHANNEL = 'stateside-left'

/** What this tab showed last is kept under this name, since signing out loads a page anew. */
const SHOWN = 'stateside-shown'

/** Notes whose session this tab shows, and tells the other tabs when it was another before, or is nobody's now. */
export function show(id: string | null): void {
  try {
    const before = sessionStorage.getItem(SHOWN)
    if (id === null) sessionStorage.removeItem(SHOWN)
    else sessionStorage.setItem(SHOWN, id)
    if (before === null || before === id) return
    const channel = new BroadcastChannel(CHANNEL)
    channel.postMessage(before)
    channel.close()
  } catch {
    // This browser keeps nothing for this site; the other tabs find out when they ask.
  }
}

/** Calls back whenever another tab says that this session is no longer this browser's. Returns what stops it. */
export function hear(id: string, onLeft: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }) => {
    if (data === id) onLeft()
  }
  return () => {
    channel.close()
  }
}
