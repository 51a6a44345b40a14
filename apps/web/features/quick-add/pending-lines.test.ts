import { expect, test } from "vitest";
import { createDraftStore } from "../../entities/draft/draft-store.ts";
import { EMPTY_DRAFT } from "../../entities/draft/new-task-draft.ts";
import { addPendingLine } from "./add-pending-line.ts";
import { pendingLinesOf, removePendingLine } from "./pending-lines.ts";

/** Creates the parts of a `Storage` that drafts need. */
function createStorage(): Storage {
  const items = new Map<string, string>();
  const storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
  return storage as Storage;
}

const line = (title: string) => ({
  draft: { ...EMPTY_DRAFT, title },
  place: { projectId: "inbox", fields: { sectionId: null } },
});

test("submitted lines survive a reload until their tasks are created, even if they are equal", () => {
  const storage = createStorage();
  const open = (userId: string) => createDraftStore(() => storage, userId);
  const linesIn = (workspaceId: string, userId = "ada") => open(userId).read(pendingLinesOf(workspaceId))?.lines ?? [];

  const drafts = open("ada");
  for (const title of ["Call +Bob", "Call +Bob"]) addPendingLine(drafts, "home", line(title));
  addPendingLine(drafts, "work", line("Report"));
  const [first, second] = linesIn("home");
  expect([first?.draft.title, second?.draft.title]).toEqual(["Call +Bob", "Call +Bob"]);
  expect(linesIn("work").map(({ draft }) => draft.title)).toEqual(["Report"]);
  expect(linesIn("home", "bob")).toEqual([]);

  removePendingLine(drafts, "home", first?.id ?? "");
  expect(linesIn("home")).toEqual([second]);
  removePendingLine(drafts, "home", second?.id ?? "");
  expect(open("ada").read(pendingLinesOf("home"))).toBeNull();
});
