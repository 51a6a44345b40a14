import { z } from "zod";

/** Maximum number of rows per page. */
export const MAX_PAGE_SIZE = 100;

/** Pagination input for all lists. A cursor is valid only with the list, filter and order that it was returned for. */
export const PageInput = z.strictObject({
  limit: z.int().min(1).max(MAX_PAGE_SIZE).default(50),
  cursor: z.string().max(1000).optional(),
});
export type PageInput = z.infer<typeof PageInput>;

/**
 * Returns the schema for a page: at most {@link MAX_PAGE_SIZE} rows, and the cursor for the next page, which is null on
 * the last page.
 *
 * @param item schema of one row
 */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item).max(MAX_PAGE_SIZE), nextCursor: z.string().nullable() });
}

export type Page<Item> = { items: Item[]; nextCursor: string | null };
