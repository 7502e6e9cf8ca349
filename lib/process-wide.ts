const KEY = Symbol.for('stateside')

/**
 * What this process has one of: made by whoever asks first. Next makes modules once per server entry, so what stands in one is
 * not the same to all.
 */
export function processWide<T>(key: string, make: () => T): T {
  const all = ((globalThis as { [KEY]?: Map<string, unknown> })[KEY] ??= new Map())
  if (!all.has(key)) all.set(key, make())
  return all.get(key) as T
}
