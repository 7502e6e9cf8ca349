/** How many a page of a list holds, unless somebody asks for others. */
export const PAGE_SIZE = 50

/** And at most. */
export const MOST_PER_PAGE = 200

/** How far is counted where a screen says how many there are: this many means that there may be more. */
export const MOST_COUNTED = 1000
