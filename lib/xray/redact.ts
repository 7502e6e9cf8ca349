/** A credential as it may be shown: enough to tell two apart, too little to use. */
export function redact(credential: string): string {
  return credential.length < 16 ? '…' : `${credential.slice(0, 4)}…${credential.slice(-3)}`
}

/** Headers that carry somebody's secret by any name. */
const SECRET = /auth|token|key|secret|session|csrf|password/i

/** A header line without its secrets. Any cookie may be somebody's credential, ours or not. */
export function redactHeader(name: string, value: string): string {
  switch (name.toLowerCase()) {
    case 'cookie':
      // A part without "=" is a value without a name.
      return value.replace(/(^|;)(\s*)(?:([^;=]*)=)?([^;]*)/g, (_, end: string, gap: string, name: string | undefined, secret: string) =>
        secret === '' && name === undefined ? end + gap : `${end}${gap}${name === undefined ? '' : `${name}=`}${redact(secret)}`,
      )
    case 'set-cookie':
      return value.replace(/^([^=;]*)=([^;]*)/, (_, cookie: string, secret: string) => `${cookie}=${redact(secret)}`)
    case 'authorization':
    case 'proxy-authorization':
      return value.replace(/^(\S+\s+)?(.*)$/s, (_, scheme: string | undefined, secret: string) => (scheme ?? '') + redact(secret))
    case 'content-security-policy':
      // Whoever can read a page must not learn what lets a script run in it.
      return value.replace(/'nonce-[^']*'/g, "'nonce-…'")
    default:
      return SECRET.test(name) ? redact(value) : value
  }
}
