import type { Id } from "@docket/schema/id";
import type { QueryClient } from "@tanstack/react-query";
import type { Write } from "./write.ts";

type EntityPage = { items: { id: Id }[] };

/**
 * Shows a new name or a deletion on the short lists of the page (sections, projects) before the server has answered. What is
 * made anew shows with the answer.
 */
export function showOnEntities(queryClient: QueryClient, { path, input }: Write): void {
  const [noun = "", verb = ""] = path.split(".");
  if (!("id" in input) || noun === "task") return;
  const { id } = input;
  queryClient.setQueriesData<EntityPage>({ queryKey: [[noun, "list"]] }, (page) => {
    if (!page) return page;
    if (verb === "trash") return { ...page, items: page.items.filter((item) => item.id !== id) };
    if (verb !== "update" || !("set" in input)) return page;
    return { ...page, items: page.items.map((item) => (item.id === id ? { ...item, ...input.set } : item)) };
  });
}
