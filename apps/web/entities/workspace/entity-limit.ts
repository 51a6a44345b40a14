/** Page size of the lists that pages load completely (projects, labels, members). */
export const MAX_ENTITIES = 100;
