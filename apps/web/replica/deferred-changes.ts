import type { LiveQuery, ShownRows } from "@docket/replica/task-query";
import type { Id } from "@docket/schema/id";

/**
 * Changes by other users that would add, remove or move rows while the user is reading the lists on the page. They are
 * deferred until the user asks for them or stops reading.
 */
export type DeferredChanges = {
  /** The number of tasks that will be added, removed or moved. */
  count: () => number;
  subscribe: (listener: () => void) => () => void;
  /** Applies the deferred changes. */
  flush: () => void;
  /** Defers changes until the returned function is called. The last such call applies them. */
  defer: () => () => void;
  /**
   * Registers a list while it is on the page. Returns a function that removes it.
   *
   * @param shown the rows from the server that it replaces, if there are some
   */
  add: (query: LiveQuery, shown?: ShownRows) => () => void;
  /** Calls a listener with the tasks that other users have just changed. */
  onMark: (listener: (ids: readonly Id[]) => void) => () => void;
  /** Tells these listeners that other users have changed tasks. */
  mark: (ids: readonly Id[]) => void;
};

/** Creates the deferred changes of a page. */
export function createDeferredChanges(): DeferredChanges {
  /** The lists on the page, with the functions that end their deferral. */
  const lists = new Map<LiveQuery, { stop: () => void; endDeferral: (() => void) | null; uses: number }>();
  const listeners = new Set<() => void>();
  const markListeners = new Set<(ids: readonly Id[]) => void>();
  let deferrals = 0;
  let count = 0;

  const deferredIds = () => new Set([...lists.keys()].flatMap((query) => [...query.deferredIds()]));
  const recount = () => {
    // A task that moves between two lists counts once.
    const next = deferredIds().size;
    if (next === count) return;
    count = next;
    for (const listener of listeners) listener();
  };
  const mark = (ids: readonly Id[]) => {
    if (ids.length > 0) for (const listener of markListeners) listener(ids);
  };
  const applyDeferred = (apply: () => void) => {
    const ids = [...deferredIds()];
    apply();
    recount();
    mark(ids);
  };
  const release = () => {
    for (const list of lists.values()) {
      list.endDeferral?.();
      list.endDeferral = null;
    }
  };

  return {
    count: () => count,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: () =>
      applyDeferred(() => {
        for (const query of lists.keys()) query.flush();
      }),
    defer: () => {
      deferrals += 1;
      if (deferrals === 1) for (const [query, list] of lists) list.endDeferral = query.deferRemote();
      let isEnded = false;
      return () => {
        if (isEnded) return;
        isEnded = true;
        deferrals -= 1;
        if (deferrals === 0) applyDeferred(release);
      };
    },
    add: (query, shown) => {
      const known = lists.get(query);
      const list = known ?? { stop: query.subscribe(recount), endDeferral: null, uses: 0 };
      list.uses += 1;
      lists.set(query, list);
      if (!known && deferrals > 0) {
        list.endDeferral = query.deferRemote(shown);
        recount();
      }
      return () => {
        list.uses -= 1;
        if (list.uses > 0) return;
        list.stop();
        list.endDeferral?.();
        lists.delete(query);
        recount();
      };
    },
    onMark: (listener) => {
      markListeners.add(listener);
      return () => markListeners.delete(listener);
    },
    mark,
  };
}
