import type { Change } from "@docket/schema/change";
import type { QueryClient } from "@tanstack/react-query";
import type { TaskListInput } from "./task-list.ts";
import { TASK_LISTS } from "./task-list.ts";

/**
 * The counts in the sidebar, the history, the trash and the next reminders are read this long after the last change, in
 * milliseconds.
 */
const COUNT_PAUSE_MS = 150;

/** Reads what moves rows, now or later; is told which lists it is about. */
export type ReadRows = (isAbout: (input: TaskListInput) => boolean, read: () => void) => void;

/** What is asked for anew because it can't be told from a change alone. */
export type ReadAnew = ReturnType<typeof createReadAnew>;

/** The fields of a task that decide whether its reminders are still to come. */
const REMINDER_FIELDS = ["start", "due", "status", "archivedAt"];

/**
 * Returns whether a change can add reminders of the viewer to those that are still to come, or remove them. Reminders
 * themselves are read with their entity.
 */
function canMoveReminders({ entity, op, before, after }: Change): boolean {
  if (entity === "project") return op !== "create";
  if (entity !== "task") return false;
  const isEdit = op === "update" || op === "move";
  return !isEdit || REMINDER_FIELDS.some((name) => name in { ...before, ...after });
}

export function createReadAnew(queryClient: QueryClient) {
  let countTimer: ReturnType<typeof setTimeout> | undefined;
  let isReminderStale = false;
  /** Lists that are fetched again after the fetch that is in flight. */
  const refetching = new Set<string>();
  const invalidate = (...path: string[]) => queryClient.invalidateQueries({ queryKey: [path] });
  const lists = () => invalidate(...TASK_LISTS[0]);
  return {
    /** All lists of tasks. */
    lists,
    /**
     * Fetches the task lists that are being fetched once more when they have arrived: the server may have read them before it
     * carried out a write.
     */
    listsInFlight: () => {
      const fetching = queryClient.getQueryCache().findAll({ queryKey: [TASK_LISTS[0]], fetchStatus: "fetching" });
      for (const { promise, queryKey, queryHash } of fetching) {
        if (!promise || refetching.has(queryHash)) continue;
        refetching.add(queryHash);
        const refetch = () => void queryClient.invalidateQueries({ queryKey, exact: true });
        void promise.then(refetch, () => undefined).finally(() => refetching.delete(queryHash));
      }
    },
    /** What a change of a noun other than tasks touches; with a project or a label also rows come and go. */
    noun: (noun: string, verb: string, readRows: ReadRows = (_, read) => read()) => {
      if (noun === "task" || noun === "command") return;
      const isEdit = verb === "create" || verb === "update" || verb === "move";
      const read = () => void invalidate(noun === "placement" ? "project" : noun);
      // Who comes into or leaves a project sees other labels.
      if (!isEdit && (noun === "project" || noun === "member")) void invalidate("label");
      if (noun === "section" && verb !== "update") readRows(({ filter }) => filter.sectionId !== undefined, read);
      else read();
      if (!isEdit && (noun === "project" || noun === "label"))
        readRows(
          () => true,
          () => void lists(),
        );
    },
    /** The counts and what else depends on all changes, and the next reminders if one of these changes can move them. */
    counts: (changes: readonly Change[] = []) => {
      isReminderStale ||= changes.some(canMoveReminders);
      clearTimeout(countTimer);
      countTimer = setTimeout(() => {
        void invalidate("task", "count");
        void invalidate("change", "list");
        void invalidate("trash", "list");
        void invalidate("task", "tally");
        if (isReminderStale) void invalidate("reminder");
        isReminderStale = false;
      }, COUNT_PAUSE_MS);
    },
  };
}
