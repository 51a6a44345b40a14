import type { ListedTask } from "@docket/schema/task";
import type { LoadedList } from "../../replica/use-task-lists.ts";
import type { ShownGroup } from "./shown-tasks.ts";
import type { TaskGroup } from "./task-group.ts";

/** One row of a list. All rows have the same height. */
export type ListRow =
  | { kind: "task"; key: string; task: ListedTask; depth: number; isUnfolded: boolean | undefined }
  /** A placeholder for the next page of the list. Rendering it loads that page. */
  | { kind: "more"; key: string; list: LoadedList }
  | { kind: "failed"; key: string; list: LoadedList }
  | { kind: "loading"; key: string }
  /** A future occurrence of a repeating task. */
  | { kind: "projected"; key: string; task: ListedTask }
  /** A field for a new task. */
  | { kind: "add"; key: string; place: AddPlace };

/** The position of a field for a new task, and of the task that it creates. */
export type AddPlace = { parentId?: string; after?: string | null; before?: string };

/**
 * A field for a new task that was opened next to an existing task or, if `beside` is null, at the end of a group. In
 * manual order, `place` is the position of the new task. In any other order it is empty, and the new task is added to
 * the group without a position.
 */
export type DraftRow = { groupKey: string; beside: DraftAnchor | null; place: AddPlace };

export type DraftAnchor = { after: string } | { before: string };

/** A group with its rows. `start` is the index of its first row in the whole list; headings count as rows. */
export type GroupRows = { group: TaskGroup; list: LoadedList; isFolded: boolean; start: number; rows: ListRow[] };

type Options = {
  groups: readonly TaskGroup[];
  lists: readonly LoadedList[];
  folded: ReadonlySet<string>;
  /** Lists of sub-tasks by expanded parent. Undefined if the view is not a tree. */
  subtasks: ReadonlyMap<string, LoadedList> | undefined;
  canAdd: boolean;
  /** Whether to show empty groups even if they are optional or cannot receive new tasks. */
  withEmpty: boolean;
  /** The field for a new task that was opened next to an existing one. */
  draft: DraftRow | null;
};

/** Returns the groups shown in a list, with all their rows. */
export function listRows({ groups, lists, folded, subtasks, canAdd, withEmpty, draft }: Options): GroupRows[] {
  let start = 0;
  return groups.flatMap((group, index) => {
    const list = lists[index];
    if (!list) return [];
    const isFolded = folded.has(group.key);
    const rows = isFolded ? [] : rowsOfGroup(group, list, { subtasks, canAdd, draft });
    const isBare = list.status === "success" && list.tasks.length === 0 && !isFolded;
    const isOptional = (rows.length === 0 && !group.partOf) || (group.isOptional === true && group.heading !== null);
    if (!withEmpty && isBare && isOptional) return [];
    const groupRows = { group, list, isFolded, start, rows };
    start += rows.length + (group.heading === null ? 0 : 1);
    return [groupRows];
  });
}

/** A group to render, or the height in rows of groups that are not rendered because they are out of sight. */
export type DrawnGroup = { key: string } & ({ group: GroupRows } | { rowCount: number });

/** Returns the groups to render. Days far from the visible rows are left out, because there can be any number of them. */
export function drawnGroups(groups: readonly GroupRows[], { first, last }: { first: number; last: number }) {
  const drawn: DrawnGroup[] = [];
  for (const shown of groups) {
    const { group, start, rows } = shown;
    const rowCount = rows.length + (group.heading === null ? 0 : 1);
    const previous = drawn.at(-1);
    if (!group.partOf || (start + rowCount > first && start < last)) drawn.push({ key: group.key, group: shown });
    else if (previous && "rowCount" in previous) previous.rowCount += rowCount;
    else drawn.push({ key: `before ${group.key}`, rowCount });
  }
  return drawn;
}

/** Whether a row is a task that is not deleted. */
export function isTaskRow(row: ListRow): row is Extract<ListRow, { kind: "task" }> {
  return row.kind === "task" && row.task.deletedAt === null;
}

/** Returns the last row that is a task or a placeholder for tasks that are not loaded. */
export function lastRow(groups: readonly GroupRows[]): Exclude<ListRow, { kind: "add" | "projected" }> | undefined {
  return groups
    .flatMap(({ rows }) => rows)
    .findLast((row) => row.kind !== "add" && row.kind !== "projected" && (row.kind !== "task" || isTaskRow(row)));
}

/** Returns the last task that is loaded and not deleted. */
export function lastTask(groups: readonly GroupRows[]): ListedTask | undefined {
  return groups.flatMap(({ rows }) => rows).findLast(isTaskRow)?.task;
}

/**
 * Converts groups of rows to the groups of tasks from which positions are computed. Omits deleted tasks that are still
 * shown.
 */
export function shownGroups(groups: readonly GroupRows[]): ShownGroup[] {
  return groups.map(({ group, rows, isFolded, start }) => ({
    group,
    isFolded,
    start,
    rows: rows.flatMap((row) => (isTaskRow(row) ? [{ task: row.task, depth: row.depth }] : [])),
  }));
}

function rowsOfGroup(
  group: TaskGroup,
  list: LoadedList,
  { subtasks, canAdd, draft }: Pick<Options, "subtasks" | "canAdd" | "draft">,
): ListRow[] {
  // Days that turn out to be empty would otherwise shrink.
  const isPending = group.partOf !== undefined && list.status === "pending";
  const rows = isPending ? [] : rowsOfList(group.key, list, subtasks, 0);
  for (const task of group.projected ?? []) rows.push({ kind: "projected", key: `${group.key} ${task.id}`, task });
  const withDraft = draft?.groupKey === group.key ? withDraftIn(rows, draft) : rows;
  // An empty day is only a heading, with a button that opens a field.
  const isThin = group.partOf && list.tasks.length === 0;
  const isAddable = canAdd && group.place !== undefined && group.place.status !== "done" && !list.hasMore && !isThin;
  return isAddable ? [...withDraft, { kind: "add", key: `${group.key}+`, place: {} }] : withDraft;
}

function rowsOfList(key: string, list: LoadedList, subtasks: Options["subtasks"], depth: number): ListRow[] {
  const rows = list.tasks.flatMap((task): ListRow[] => {
    const below = subtasks?.get(task.id);
    const row: ListRow = {
      kind: "task",
      key: task.id,
      task,
      depth,
      isUnfolded: subtasks === undefined ? undefined : below !== undefined,
    };
    return below === undefined ? [row] : [row, ...rowsOfList(task.id, below, subtasks, depth + 1)];
  });
  if (list.status === "pending") return [{ kind: "loading", key: `${key}…` }];
  if (list.status === "error") return [...rows, { kind: "failed", key: `${key}!`, list }];
  return list.hasMore ? [...rows, { kind: "more", key: `${key}…`, list }] : rows;
}

function withDraftIn(rows: ListRow[], { beside, place }: DraftRow): ListRow[] {
  if (beside === null) return [...rows, { kind: "add", key: "draft", place }];
  const id = "after" in beside ? beside.after : beside.before;
  const at = rows.findIndex((row) => row.kind === "task" && row.task.id === id);
  if (at < 0) return rows;
  const row: ListRow = { kind: "add", key: "draft", place };
  return rows.toSpliced("after" in beside ? at + 1 : at, 0, row);
}
