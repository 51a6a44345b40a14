import type { Id } from "@docket/schema/id";

/**
 * Callback for possible new changes. `reached`, if known, is a change number that the workspace's log has reached: a
 * reader at or past it has nothing to read.
 */
export type Listener = (reached: bigint | null) => void;

/**
 * Notifier of readers, in this and other processes, that a workspace has changed. Readers read the changes from the
 * change log.
 */
export type Notifier = {
  /** Reports new changes in a workspace. */
  notify: (workspaceId: Id) => void;
  /** Reports that a person's sessions or memberships changed, so that their open streams check their rights again. */
  notifyUser: (userId: Id) => void;
  /**
   * Calls `listener` whenever the workspace may have new changes, or the person's rights may have changed.
   *
   * @returns a function that unsubscribes
   */
  listen: (workspaceId: Id, userId: Id, listener: Listener) => () => void;
  close: () => Promise<void>;
};

/** The listeners of this process. */
export type Listeners = {
  listen: Notifier["listen"];
  notify: (workspaceId: Id, reached: bigint | null) => void;
  notifyUser: (userId: Id) => void;
  notifyAll: () => void;
  /** The workspaces that have listeners. */
  workspaceIds: () => Id[];
};

/** Creates an index of listeners by workspace and by person. */
export function createListeners(): Listeners {
  const byWorkspace = new Map<Id, Set<Listener>>();
  const byUser = new Map<Id, Set<Listener>>();
  const call = (listeners: Iterable<Listener> | undefined, reached: bigint | null) => {
    for (const listener of listeners ?? []) listener(reached);
  };
  return {
    listen(workspaceId, userId, listener) {
      // Wrapped, so that adding the same function twice adds two listeners.
      const own: Listener = (reached) => listener(reached);
      add(byWorkspace, workspaceId, own);
      add(byUser, userId, own);
      return () => {
        remove(byWorkspace, workspaceId, own);
        remove(byUser, userId, own);
      };
    },
    notify: (workspaceId, reached) => call(byWorkspace.get(workspaceId), reached),
    notifyUser: (userId) => call(byUser.get(userId), null),
    notifyAll() {
      for (const listeners of byWorkspace.values()) call(listeners, null);
    },
    workspaceIds: () => [...byWorkspace.keys()],
  };
}

function add(index: Map<Id, Set<Listener>>, id: Id, listener: Listener): void {
  const listeners = index.get(id) ?? new Set();
  index.set(id, listeners.add(listener));
}

function remove(index: Map<Id, Set<Listener>>, id: Id, listener: Listener): void {
  const listeners = index.get(id);
  listeners?.delete(listener);
  if (listeners?.size === 0) index.delete(id);
}
