import type { Id } from "@docket/schema/id";
import { rankBetween } from "@docket/schema/rank";
import type { QueryClient } from "@tanstack/react-query";
import type { Write } from "./write.ts";

/** What the lists of sections, projects, labels, folders and views have in common. */
type Entity = { id: Id; rank?: string };
type EntityPage = { items: Entity[] };

/**
 * Shows a write on the short lists of the page (sections, projects, labels, folders, views) before the server has answered.
 * What is made anew shows with the answer.
 */
export function showOnEntities(queryClient: QueryClient, { path, input }: Write): void {
  const [noun = "", verb = ""] = path.split(".");
  if (!("id" in input) || noun === "task") return;
  const { id } = input;
  queryClient.setQueriesData<EntityPage>({ queryKey: [[noun, "list"]] }, (page) => {
    if (!page || !Array.isArray(page.items)) return page;
    const item = page.items.find((other) => other.id === id);
    if (!item) return page;
    if (verb === "update" && "set" in input) return withItem(page, { ...item, ...input.set });
    if (verb === "move") return withItem(page, movedEntity(page.items, item, input));
    if (verb === "trash" || verb === "delete" || verb === "purge")
      return { ...page, items: page.items.filter((other) => other.id !== id) };
    return page;
  });
}

function withItem(page: EntityPage, item: Entity): EntityPage {
  const items = page.items.map((other) => (other.id === item.id ? item : other));
  return { ...page, items: items.sort(byRank) };
}

type Move = { after?: Id | null; before?: Id | null };

function movedEntity(items: Entity[], item: Entity, input: object): Entity {
  const { after, before, id: _, ...rest } = input as Move & Entity;
  if (after === undefined && before === undefined) return { ...item, ...rest };
  const others = items.filter((other) => other.id !== item.id).sort(byRank);
  const behind = after == null ? -1 : others.findIndex((other) => other.id === after);
  const ahead = before == null ? -1 : others.findIndex((other) => other.id === before);
  const index = behind >= 0 ? behind + 1 : after === null ? 0 : ahead >= 0 ? ahead : others.length;
  return { ...item, ...rest, rank: rankBetween(others[index - 1]?.rank ?? null, others[index]?.rank ?? null) };
}

function byRank(left: Entity, right: Entity): number {
  if (left.rank === undefined || right.rank === undefined) return 0;
  if (left.rank === right.rank) return left.id < right.id ? -1 : 1;
  return left.rank < right.rank ? -1 : 1;
}
