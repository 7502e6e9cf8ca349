/** How many of a session's requests are kept: the newest. */
export const MOST_ENTRIES = 50
