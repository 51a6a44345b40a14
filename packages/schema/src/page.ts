import { z } from "zod";

/** Maximum rows in one answer. Longer lists are read page by page. */
export const MAX_PAGE_SIZE = 100;

/** Pagination input of every list. A cursor is valid only for the list, filter and order that returned it. */
export const PageInput = z.strictObject({
  limit: z.int().min(1).max(MAX_PAGE_SIZE).default(50),
  cursor: z.string().max(1000).optional(),
});
export type PageInput = z.infer<typeof PageInput>;

/**
 * Returns the schema of a list's answer: at most {@link MAX_PAGE_SIZE} rows, and the cursor of the next page or null at
 * the end.
 *
 * @param item schema of one row
 */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item).max(MAX_PAGE_SIZE), nextCursor: z.string().nullable() });
}

export type Page<Item> = { items: Item[]; nextCursor: string | null };
