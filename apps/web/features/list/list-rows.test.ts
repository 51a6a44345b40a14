import { expect, it } from "vitest";
import type { LoadedList } from "../../sync/use-task-lists.ts";
import type { TaskGroup } from "../view/task-group.ts";
import { listRows } from "./list-rows.ts";

const EMPTY: LoadedList = {
  status: "success",
  tasks: [],
  hasMore: false,
  isLoadingMore: false,
  error: null,
  loadMore: () => undefined,
  retry: () => undefined,
};

function group(key: string, place?: TaskGroup["place"]): TaskGroup {
  return { key, heading: { name: key }, list: { workspaceId: "", filter: {} }, ...(place ? { place } : {}) };
}

const groups = [
  group("overdue"),
  group("a section", { sectionId: "s" }),
  group("another project", { projectId: "p" }),
  group("a priority", { fields: { priority: 3 } }),
];
const shown = (options: { canAdd: boolean; withEmpty?: boolean; lists?: LoadedList[] }) =>
  listRows({ groups, lists: groups.map(() => EMPTY), folded: new Set(), subtasks: undefined, draft: null, ...options });

it("leaves out headings below which there is nothing and nothing can go", () => {
  const rows = shown({ canAdd: false });
  expect(rows.map(({ group: { key }, start }) => [key, start])).toEqual([
    ["a section", 0],
    ["a priority", 1],
  ]);
});

it("keeps those that have a line for new tasks, are columns, or may still get tasks", () => {
  const keys = (options: Parameters<typeof shown>[0]) => shown(options).map(({ group: { key } }) => key);
  expect(keys({ canAdd: true })).toEqual(["a section", "another project", "a priority"]);
  expect(keys({ canAdd: false, withEmpty: true })).toHaveLength(4);
  const pending = groups.map((): LoadedList => ({ ...EMPTY, status: "pending" }));
  expect(keys({ canAdd: false, lists: pending })).toHaveLength(4);
});

it("opens a line beside a task for its group alone where the order is another than the tasks' own", () => {
  // Safe because rows look at nothing but its id.
  const task = { id: "t" } as LoadedList["tasks"][number];
  const draft = { groupKey: "a priority", beside: { after: "t" }, place: {} };
  const lists = groups.map(() => ({ ...EMPTY, tasks: [task] }));
  const rows = listRows({ groups, lists, folded: new Set(), subtasks: undefined, canAdd: true, draft });
  const kinds = rows.find(({ group: { key } }) => key === "a priority")?.rows.map(({ kind, key }) => [kind, key]);
  expect(kinds).toEqual([
    ["task", "t"],
    ["add", "draft"],
    ["add", "a priority+"],
  ]);
});
