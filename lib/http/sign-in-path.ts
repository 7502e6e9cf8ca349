import type { RejectReason } from '../auth/contract'

/** The sign-in page that leads back to `path`. */
export function signInPath(path: string, reason: RejectReason): string {
  return `/sign-in?${new URLSearchParams({ next: path, reason }).toString()}`
}
