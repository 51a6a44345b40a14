import type { Id } from "@docket/schema/id";
import { rankBetween } from "@docket/schema/rank";
import type { QueryClient } from "@tanstack/react-query";
import type { Write, WriteOf } from "./write.ts";

type Arranged = { id: Id; rank: string; folderId?: Id | null; parentId?: Id | null; isFavourite?: boolean };
type ArrangedPage = { items: Arranged[] };
type Arrangement = WriteOf<"project.move" | "folder.move" | "section.move" | "label.move" | "view.move">;

const MOVES = new Set<Write["path"]>(["project.move", "folder.move", "section.move", "label.move", "view.move"]);

/** Puts a project, folder, section, label or view at its new place in the short lists of the page before the server has answered. */
export function showArrangement(queryClient: QueryClient, write: Write): void {
  if (!isArrangement(write)) return;
  const [noun = ""] = write.path.split(".");
  queryClient.setQueriesData<ArrangedPage>({ queryKey: [[noun, "list"]] }, (page) => page && arranged(page, write));
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
  const behind = others.findIndex(({ id }) => id === input.after);
  const ahead = others.findIndex(({ id }) => id === input.before);
  const at = behind >= 0 ? behind + 1 : input.after === null ? 0 : ahead >= 0 ? ahead : others.length;
  const rank = rankAmong(others[at - 1]?.rank, others[at]?.rank) ?? item.rank;
  return { ...page, items: others.toSpliced(at, 0, { ...moved, rank }) };
}

/** A rank between two others; null where there is none, as between views of different people, whose ranks are of different orders. */
function rankAmong(above = "", below = ""): string | null {
  if (below !== "" && above >= below) return null;
  return rankBetween(above === "" ? null : above, below === "" ? null : below);
}
