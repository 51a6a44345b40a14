/** Rows of the short lists (projects, labels, people) that a page keeps whole. */
export const MAX_ENTITIES = 100;
