/**
 * Whether the text is the one base64url form of its bytes. Decoders ignore the unused bits of the last character, so
 * without this up to sixteen different texts are one and the same credential; RFC 4648 section 3.5.
 */
export function isCanonicalBase64url(text: string): boolean {
  return Buffer.from(text, 'base64url').toString('base64url') === text
}
