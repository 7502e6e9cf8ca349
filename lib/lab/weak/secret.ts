/** WEAK. Long enough for every library, and a password that everybody tries early. */
export const GUESSABLE_SECRET = 'sunshine'.repeat(4)

/** WEAK. What signing keys are sealed with when they might as well not be: it stands here for all to read. */
export const PUBLISHED_SECRET = 'WEAK: whoever reads the database knows this one'
