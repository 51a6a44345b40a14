import type { Id } from "@docket/schema/id";
import { rankBetween } from "@docket/schema/rank";
import type { QueryClient } from "@tanstack/react-query";
import type { Write, WriteOf } from "./write.ts";

type Arranged = { id: Id; rank: string; folderId?: Id | null; parentId?: Id | null; isFavourite?: boolean };
type ArrangedPage = { items: Arranged[] };
type Arrangement = WriteOf<"project.move" | "folder.move" | "section.move" | "label.move" | "view.move">;

const MOVES = new Set<Write["path"]>(["project.move", "folder.move", "section.move", "label.move", "view.move"]);

/** Moves a project, folder, section, label or view to its new position in the cached lists before the server has answered. */
export function showArrangement(queryClient: QueryClient, write: Write): void {
  if (!isArrangement(write)) return;
  const [entity = ""] = write.path.split(".");
  queryClient.setQueriesData<ArrangedPage>({ queryKey: [[entity, "list"]] }, (page) => page && arranged(page, write));
}

function isArrangement(write: Write): write is Arrangement {
  return MOVES.has(write.path);
}

function arranged(page: ArrangedPage, { input }: Arrangement): ArrangedPage {
  const item = page.items.find(({ id }) => id === input.id);
  if (!item) return page;
  const moved = {
    ...item,
    ...("isFavourite" in input && input.isFavourite !== undefined ? { isFavourite: input.isFavourite } : {}),
    ...("folderId" in input && input.folderId !== undefined ? { folderId: input.folderId } : {}),
    ...("parentId" in input && input.parentId !== undefined ? { parentId: input.parentId } : {}),
  };
  const others = page.items.filter(({ id }) => id !== input.id);
  if (input.after === undefined && input.before === undefined)
    return { ...page, items: page.items.map((other) => (other.id === input.id ? moved : other)) };
  const previous = others.findIndex(({ id }) => id === input.after);
  const next = others.findIndex(({ id }) => id === input.before);
  const index = previous >= 0 ? previous + 1 : input.after === null ? 0 : next >= 0 ? next : others.length;
  const rank = rankAmong(others[index - 1]?.rank, others[index]?.rank) ?? item.rank;
  return { ...page, items: others.toSpliced(index, 0, { ...moved, rank }) };
}

/** Returns a rank between two others, or null if there is none: views of different people are ranked independently. */
function rankAmong(previous = "", next = ""): string | null {
  if (next !== "" && previous >= next) return null;
  return rankBetween(previous === "" ? null : previous, next === "" ? null : next);
}
