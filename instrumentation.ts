export async function register() {
  // Next compiles this file for the edge too, and decides this condition while it builds.
  // eslint-disable-next-line no-restricted-properties
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { boot } = await import('@/lib/next/boot')
    await boot()
  }
}
