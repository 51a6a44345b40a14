import type { Id } from "@docket/schema/id";
import type { ListedTask } from "@docket/schema/task";
import type { QueryCacheNotifyEvent, QueryClient } from "@tanstack/react-query";
import type { TaskEffect } from "./task-effect.ts";

/** What my changes do to tasks that the server still tells without them. */
export type Pending = {
  add: (commandId: Id, effect: TaskEffect) => void;
  settle: (commandId: Id) => void;
  /** Tasks as the server has them, with what I have changed since; null for those that I have taken off the lists. */
  over: (task: ListedTask) => ListedTask | null;
  /** Tasks that I have made, or brought back, and the server has not told of yet. */
  created: () => ListedTask[];
  isEmpty: () => boolean;
};

export function createPending(): Pending {
  // In the order in which they were made, which is the order in which the server will do them.
  const effects = new Map<Id, TaskEffect>();
  const over = (task: ListedTask, from = 0): ListedTask | null => {
    let state: ListedTask | null = task;
    for (const effect of [...effects.values()].slice(from)) state = state && effect.patch(state);
    return state;
  };
  return {
    add: (commandId, effect) => effects.set(commandId, effect),
    settle: (commandId) => effects.delete(commandId),
    over: (task) => over(task),
    created: () =>
      [...effects.values()].flatMap((effect, index) => effect.created.flatMap((task) => over(task, index) ?? [])),
    isEmpty: () => effects.size === 0,
  };
}

/**
 * Hears when lists come from the server: asked for anew, or sent along with a page. What I have changed and not yet saved is not
 * in them.
 *
 * @param listener is told what the list is of, e.g. `task`
 * @returns stops listening
 */
export function onServerLists(queryClient: QueryClient, listener: (noun: string) => void): () => void {
  return queryClient.getQueryCache().subscribe((event) => {
    // Safe because every key of the cache begins with the path of its procedure.
    const [path] = event.query.queryKey as (readonly string[] | undefined)[];
    const [noun, verb] = path ?? [];
    if (noun !== undefined && verb === "list" && isFromServer(event)) listener(noun);
  });
}

function isFromServer(event: QueryCacheNotifyEvent): boolean {
  if (event.type === "added") return event.query.state.data !== undefined;
  if (event.type !== "updated") return false;
  // Our own changes of the cache are the manual ones.
  return event.action.type === "setState" || (event.action.type === "success" && event.action.manual !== true);
}
