/** Page size for lists that are loaded completely (projects, labels, members). */
export const MAX_ENTITIES = 100;
