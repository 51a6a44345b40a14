import type { Id } from "@docket/schema/id";

/** The selected tasks of a view. */
export type Selection = {
  has: (id: Id) => boolean;
  size: () => number;
  ids: () => ReadonlySet<Id>;
  toggle: (id: Id) => void;
  /** Adds all tasks between the anchor (the last toggled task) and this one to the selection, in display order. */
  extendTo: (id: Id, order: readonly Id[]) => void;
  set: (ids: readonly Id[]) => void;
  clear: () => void;
  subscribe: (listener: () => void) => () => void;
};

/** Creates an empty selection. */
export function createSelection(): Selection {
  let selected: ReadonlySet<Id> = new Set();
  let anchor: Id | null = null;
  const listeners = new Set<() => void>();
  const put = (ids: Iterable<Id>) => {
    selected = new Set(ids);
    for (const listener of listeners) listener();
  };
  return {
    has: (id) => selected.has(id),
    size: () => selected.size,
    ids: () => selected,
    toggle: (id) => {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      anchor = id;
      put(next);
    },
    extendTo: (id, order) => {
      const from = order.indexOf(anchor ?? id);
      const to = order.indexOf(id);
      if (to < 0) return;
      anchor ??= id;
      put([...selected, ...order.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1)]);
    },
    set: (ids) => put(ids),
    clear: () => {
      anchor = null;
      if (selected.size > 0) put([]);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
