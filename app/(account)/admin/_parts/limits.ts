/** As many as one page shows. */
export const MOST_PEOPLE = 100
export const EVENTS_PER_PAGE = 50
