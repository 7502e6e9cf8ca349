/** What decides whether somebody is let in, or says so. */
const MATTER = new Set(['authorization', 'cookie', 'set-cookie', 'origin', 'sec-fetch-site', 'clear-site-data', 'www-authenticate', 'retry-after'])

/** Whether a header bears on who is let in; others are folded away. */
export const matters = (name: string): boolean => MATTER.has(name.toLowerCase())
