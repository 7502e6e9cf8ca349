/** Tokens that are refused before they expire, by their ids. */
export interface RevokedTokenStore {
  add(jti: string, expiresAt: number): Promise<void>
  has(jti: string): Promise<boolean>
}
