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
   * Calls `listener` whenever the workspace may have new changes.
   *
   * @returns a function that unsubscribes
   */
  listen: (workspaceId: Id, listener: Listener) => () => void;
  /**
   * Calls `listener` whenever the user's access may have changed.
   *
   * @returns a function that unsubscribes
   */
  listenUser: (userId: Id, listener: () => void) => () => void;
  close: () => Promise<void>;
};

/** The listeners of this process. */
export type Listeners = Pick<Notifier, "listen" | "listenUser"> & {
  notify: (workspaceId: Id, reached: bigint | null) => void;
  notifyUser: (userId: Id) => void;
  /** Calls all listeners, because notifications may have been lost. */
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
    listen: (workspaceId, listener) => add(byWorkspace, workspaceId, listener),
    listenUser: (userId, listener) => add(byUser, userId, listener),
    notify: (workspaceId, reached) => call(byWorkspace.get(workspaceId), reached),
    notifyUser: (userId) => call(byUser.get(userId), null),
    notifyAll() {
      for (const index of [byUser, byWorkspace]) for (const listeners of index.values()) call(listeners, null);
    },
    workspaceIds: () => [...byWorkspace.keys()],
  };
}

/** Adds a listener and returns a function that removes it. */
function add(index: Map<Id, Set<Listener>>, id: Id, listener: Listener): () => void {
  // Wrapped, so that adding the same function twice adds two listeners.
  const own: Listener = (reached) => listener(reached);
  const listeners = index.get(id) ?? new Set();
  index.set(id, listeners.add(own));
  return () => {
    listeners.delete(own);
    if (listeners.size === 0 && index.get(id) === listeners) index.delete(id);
  };
}
