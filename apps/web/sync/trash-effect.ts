import type { Id } from "@docket/schema/id";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Write } from "./write.ts";

type Pages = InfiniteData<{ items: { id: Id }[] }>;

/** Takes out of the trash on the page what is restored or deleted for good, before the server has answered. */
export function showOnTrash(queryClient: QueryClient, { path, input }: Write): void {
  if (!path.endsWith(".restore") && !path.endsWith(".purge")) return;
  const leaving = new Set<Id>("ids" in input ? input.ids : "id" in input ? [input.id] : []);
  queryClient.setQueriesData<Pages>(
    { queryKey: [["trash", "list"]] },
    (trash) =>
      trash && {
        ...trash,
        pages: trash.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !leaving.has(id)) })),
      },
  );
}
