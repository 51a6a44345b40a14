/** Rows of the short lists (projects, labels, people) that a page keeps whole. */
export const MOST_NOUNS = 100;
