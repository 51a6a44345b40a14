import type { Hub } from "./hub.ts";
import { createListeners } from "./hub.ts";

/** A hub for one process alone: whoever listens here hears what is said here. */
export function createLocalHub(): Hub {
  const listeners = createListeners();
  return {
    wake: (workspaceId) => listeners.wake(workspaceId, null),
    wakeUser: listeners.wakeUser,
    listen: listeners.listen,
    close: () => Promise.resolve(),
  };
}
