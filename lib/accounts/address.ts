import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * An address in the one spelling that it has here: without a zone, and as IPv4 where IPv6 only wraps it (RFC 4291, section
 * 2.5.5.2). Null for what is no address.
 */
export function plainAddress(text: string): string | null {
  return isIP(text) === 0 ? null : ipaddr.process(text.replace(/%.*/, '')).toString()
}

/** Whoever has one IPv6 address has the 2^64 beside it, so they count as one. */
export function networkOf(ip: string | null): string {
  const address = plainAddress(ip ?? '')
  if (address === null) return 'unknown'
  return isIP(address) === 4 ? address : `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString()}/64`
}
