/** As many as are asked for to name those that a page mentions; whoever is not among them goes by their id. */
export const MOST_PEOPLE = 100
