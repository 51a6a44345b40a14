import type { ListedTask } from "@docket/schema/task";
import type { TaskGroup } from "./task-group.ts";

/** The tasks that a layout currently shows, in order, and functions to focus them. */
export type ShownTasks = {
  order: readonly string[];
  find: (id: string) => ListedTask | undefined;
  /** Scrolls to a task and focuses it. */
  focus: (id: string) => void;
  /** Focuses the last task even if it is not loaded yet. If omitted, the last task in `order` is focused. */
  focusLast?: () => void;
  /** Returns the task that is to be focused as soon as it is rendered. Its id is null while it is not loaded. */
  pendingFocus?: () => { id: string | null } | null;
  /** Expands a parent or group, so that a task moved into it becomes visible. */
  unfold?: (into: { parentId: string } | { groupKey: string }) => void;
  /**
   * Returns the task `by` positions away. On a board, up and down stay in the same column. If this function is omitted,
   * the order in `order` is used.
   */
  step?: (id: string, by: number) => string | undefined;
  /** The same tasks by group, for inserting rows between them. */
  groups?: readonly ShownGroup[];
};

/** A group and its visible rows. In a list, `start` is the index of its first row, counting headings. */
export type ShownGroup = { group: TaskGroup; rows: readonly ShownRow[]; isFolded: boolean; start?: number };

/** A task in a group and the number of its ancestors shown in the group. */
export type ShownRow = { task: ListedTask; depth: number };
