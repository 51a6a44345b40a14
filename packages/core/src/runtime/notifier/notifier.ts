import type { Id } from "@docket/schema/id";

/**
 * Callback for possible new changes. `reached`, if known, is a sequence number that the workspace's log has reached. A
 * reader at or past this number has nothing to read.
 */
export type Listener = (reached: bigint | null) => void;

/**
 * Notifies readers, in this and other processes, that a workspace has changed. They then read the changes from the
 * change log.
 */
export type Notifier = {
  /** Reports new changes in a workspace. */
  notify: (workspaceId: Id) => void;
  /** Reports that a user's sessions or memberships have changed, so that the user's open streams recheck access. */
  notifyUser: (userId: Id) => void;
  /**
   * Calls `listener` whenever the workspace may have new changes or the user's access may have changed.
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
  /** The workspaces with listeners. */
  workspaceIds: () => Id[];
};

/** Creates an index of listeners by workspace and by user. */
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
