import type { Id } from "@docket/schema/id";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Write } from "./write.ts";

type Page = { items: { id: Id }[] };
/** The page of the trash loads more pages; elsewhere only the first is used. */
type Trash = Page | InfiniteData<Page>;

/** Removes what is restored or deleted permanently from the cached trash before the server has answered. */
export function showOnTrash(queryClient: QueryClient, { path, input }: Write): void {
  if (!path.endsWith(".restore") && !path.endsWith(".purge")) return;
  const leaving = new Set<Id>("ids" in input ? input.ids : "id" in input ? [input.id] : []);
  const without = (page: Page) => ({ ...page, items: page.items.filter(({ id }) => !leaving.has(id)) });
  queryClient.setQueriesData<Trash>({ queryKey: [["trash", "list"]] }, (trash) => {
    if (trash === undefined) return trash;
    return "pages" in trash ? { ...trash, pages: trash.pages.map(without) } : without(trash);
  });
}
