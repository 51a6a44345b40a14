/** The first page of a list. */
export const FIRST_PAGE = { limit: 50 };

/** Where a list goes on; undefined at its end. */
export function nextPage({ nextCursor }: { nextCursor: string | null }): string | undefined {
  return nextCursor ?? undefined;
}
