const counts = new Intl.NumberFormat('en')
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** "1 byte", "1,024 bytes". */
export function bytesText(bytes: number): string {
  return `${counts.format(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`
}

/** Microseconds, to a tenth: "12.4 µs". */
export function microsText(micros: number): string {
  return `${tenths.format(micros)} µs`
}

/** "4.1 %" of a whole. */
export function shareText(part: number, whole: number): string {
  return `${tenths.format(whole > 0 ? (part / whole) * 100 : 0)} %`
}
