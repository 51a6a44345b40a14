import { z } from "zod";

/** Most rows in one answer; longer lists are read page by page. */
export const PAGE_LIMIT = 100;

/** What every list accepts: how many rows, and where to go on. A cursor fits only the list, filter and order it came from. */
export const PageInput = z.strictObject({
  limit: z.int().min(1).max(PAGE_LIMIT).default(50),
  cursor: z.string().max(1000).optional(),
});
export type PageInput = z.infer<typeof PageInput>;

/**
 * The answer of every list: at most {@link PAGE_LIMIT} rows, and the cursor of the next page or null at the end.
 *
 * @param item schema of one row
 */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item).max(PAGE_LIMIT), nextCursor: z.string().nullable() });
}

export type Page<Item> = { items: Item[]; nextCursor: string | null };
