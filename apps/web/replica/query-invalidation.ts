import type { Change } from "@docket/schema/change";
import type { QueryClient, QueryCacheNotifyEvent } from "@tanstack/react-query";

/**
 * The delay after the last change, in milliseconds, before counts, history, trash and next reminders are read again.
 */
const COUNT_PAUSE_MS = 150;

/** Reads queries again that pages read from the server. */
export type QueryInvalidation = {
  /** Invalidates the lists of an entity that was changed by a command `entity.verb` or by a line of the feed. */
  invalidateEntity: (entity: string, verb: string) => void;
  /**
   * Invalidates, after a pause, the counts and what else depends on all changes: the lists of tasks that the replica
   * doesn't cover and, if one of these changes can move them, the next reminders.
   */
  invalidateDependent: (changes?: readonly Change[]) => void;
  invalidateAll: () => void;
};

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

/** Creates the invalidation of a page's queries. */
export function createQueryInvalidation(queryClient: QueryClient): QueryInvalidation {
  let countTimer: ReturnType<typeof setTimeout> | undefined;
  let areRemindersStale = false;
  const invalidate = (...path: string[]) => void queryClient.invalidateQueries({ queryKey: [path] });
  /** The lists of tasks that are read once more after the answer that is on its way. */
  const readAfterwards = new Set<string>();
  const invalidateTasks = () => {
    const queryKey = [["task", "list"]];
    // The server may have read these before it carried out the change.
    for (const query of queryClient.getQueryCache().findAll({ queryKey, fetchStatus: "fetching" })) {
      if (!query.promise || readAfterwards.has(query.queryHash)) continue;
      readAfterwards.add(query.queryHash);
      const readAgain = () => void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
      void query.promise.then(readAgain, () => undefined).finally(() => readAfterwards.delete(query.queryHash));
    }
    // A page of a list that is being read is kept.
    void queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false });
  };
  return {
    invalidateEntity: (entity, verb) => {
      if (entity === "task" || entity === "command") return;
      const isEdit = verb === "create" || verb === "update" || verb === "move";
      // The reader's projects also depend on how the reader has arranged them.
      invalidate(entity === "placement" ? "project" : entity === "workspace_member" ? "workspace" : entity);
      if (!isEdit && (entity === "project" || entity === "member")) invalidate("label");
      if (!isEdit && (entity === "project" || entity === "label")) invalidateTasks();
    },
    invalidateDependent: (changes = []) => {
      areRemindersStale ||= changes.some(canMoveReminders);
      clearTimeout(countTimer);
      countTimer = setTimeout(() => {
        invalidateTasks();
        invalidate("task", "count");
        invalidate("task", "tally");
        invalidate("task", "report");
        invalidate("change", "list");
        invalidate("trash", "list");
        if (areRemindersStale) invalidate("reminder");
        areRemindersStale = false;
      }, COUNT_PAUSE_MS);
    },
    invalidateAll: () => void queryClient.invalidateQueries(),
  };
}

/** Returns whether a label may have become visible or invisible, which happens with the first and the last task that has it. */
export function canChangeLabelVisibility({ before, after }: Pick<Change, "before" | "after">): boolean {
  return [before, after].some((fields) => Array.isArray(fields?.["labelIds"]) && fields["labelIds"].length > 0);
}

/**
 * Calls a listener when a list has come from the server, which doesn't contain unconfirmed writes.
 *
 * @param listener is called with the entity of the list, e.g. `comment`
 * @returns a function that stops listening
 */
export function subscribeToServerLists(queryClient: QueryClient, listener: (entity: string) => void): () => void {
  return queryClient.getQueryCache().subscribe((event) => {
    // Safe because every query key begins with the path of its procedure.
    const [path] = event.query.queryKey as (readonly string[] | undefined)[];
    const [entity, verb] = path ?? [];
    if (entity !== undefined && verb === "list" && isFromServer(event)) listener(entity);
  });
}

function isFromServer(event: QueryCacheNotifyEvent): boolean {
  if (event.type === "added") return event.query.state.data !== undefined;
  if (event.type !== "updated") return false;
  // Our own changes of the cache are the manual ones.
  return event.action.type === "setState" || (event.action.type === "success" && event.action.manual !== true);
}
