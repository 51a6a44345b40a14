import type { ListedTask } from "@docket/schema/task";
import type { TaskGroup } from "./task-group.ts";

/** The tasks that a layout currently shows, in order, and how to reach them. */
export type ShownTasks = {
  order: readonly string[];
  find: (id: string) => ListedTask | undefined;
  /** Scrolls to a task and focuses it. */
  focus: (id: string) => void;
  /** Focuses the very last task when not all are loaded. Without it, the last in `order` is used. */
  focusLast?: () => void;
  /** Expands a parent or group, so that a task moved into it is visible. */
  unfold?: (into: { parentId: string } | { groupKey: string }) => void;
  /**
   * Returns the task `by` positions away where that is not simply the next in `order`: on a board, up and down stay in
   * a column.
   */
  step?: (id: string, by: number) => string | undefined;
  /** The same tasks by group, for inserting rows between them. */
  groups?: readonly ShownGroup[];
};

/** A group and its visible rows. */
export type ShownGroup = { group: TaskGroup; rows: readonly ShownRow[]; isFolded: boolean };

/** A task in a group and the number of its ancestors shown there. */
export type ShownRow = { task: ListedTask; depth: number };
