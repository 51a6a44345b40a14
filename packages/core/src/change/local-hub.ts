import type { Id } from "@docket/schema/id";
import type { Hub } from "./hub.ts";

/** A hub for one process: whoever listens here hears what is said here. */
export function createLocalHub(): Hub {
  const byWorkspace = new Map<Id, Set<() => void>>();
  const byUser = new Map<Id, Set<() => void>>();
  const call = (listeners: Set<() => void> | undefined) => {
    for (const listener of listeners ?? []) listener();
  };
  return {
    wake: (workspaceId) => call(byWorkspace.get(workspaceId)),
    wakeUser: (userId) => call(byUser.get(userId)),
    listen: (workspaceId, userId, listener) => {
      const leaveWorkspace = join(byWorkspace, workspaceId, listener);
      const leaveUser = join(byUser, userId, listener);
      return () => {
        leaveWorkspace();
        leaveUser();
      };
    },
    close: () => {
      byWorkspace.clear();
      byUser.clear();
      return Promise.resolve();
    },
  };
}

function join(all: Map<Id, Set<() => void>>, key: Id, listener: () => void): () => void {
  const listeners = all.get(key) ?? new Set();
  all.set(key, listeners.add(listener));
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && all.get(key) === listeners) all.delete(key);
  };
}
