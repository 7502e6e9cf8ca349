/** Tokens that are refused before they expire, by their ids. */
export interface RevokedTokenStore {
  /** Until `expiresAt`, in ms since epoch. */
  add(jti: string, expiresAt: number): Promise<void>
  has(jti: string): Promise<boolean>
}
