/** Maximum number of pages loaded per list. The limit keeps very large workspaces usable. */
const MAX_PAGES = 10;

type Page<Item> = { items: Item[]; nextCursor: string | null };

/**
 * Loads a list completely, page by page.
 *
 * @param read loads one page; without a cursor, the first one
 * @param maxPages the number of pages after which the rest is left out
 */
export async function completeList<Item>(
  read: (more: { cursor?: string }) => Promise<Page<Item>>,
  maxPages = MAX_PAGES,
): Promise<Page<Item>> {
  const { items: first, nextCursor: firstCursor } = await read({});
  const items = [...first];
  let nextCursor = firstCursor;
  for (let pages = 1; nextCursor !== null && pages < maxPages; pages += 1) {
    // Sequential, because each page contains the cursor of the next.
    const page = await read({ cursor: nextCursor });
    items.push(...page.items);
    nextCursor = page.nextCursor;
  }
  return { items, nextCursor };
}
