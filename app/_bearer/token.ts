/** Where the web client keeps a token that it was handed: under this name in localStorage, and in nothing else. */
export const TOKEN_KEY = 'stateside-token'

/** Used where the browser lets no script keep anything: lives as long as this tab is not reloaded. */
let inThisTab: string | null = null

export function readToken(): string | null {
  try {
    return inThisTab ?? localStorage.getItem(TOKEN_KEY)
  } catch {
    return null
  }
}

export function keepToken(token: string): void {
  try {
    localStorage.setItem(TOKEN_KEY, token)
    inThisTab = null
  } catch {
    inThisTab = token
  }
}

export function dropToken(): void {
  inThisTab = null
  try {
    localStorage.removeItem(TOKEN_KEY)
  } catch {
    // Nothing is kept there.
  }
}

/** Whether this browser refuses to keep anything for this origin, as some settings and a full disk make it. */
export function storageIsBlocked(): boolean {
  const probe = `${TOKEN_KEY}-probe`
  try {
    localStorage.setItem(probe, '')
    localStorage.removeItem(probe)
    return false
  } catch {
    return true
  }
}
