/** Where the procedures are, seen from a page. */
export const API = "/api/trpc";
