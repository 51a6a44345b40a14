import type { Notifier } from "./notifier.ts";
import { createListeners } from "./notifier.ts";

/** A notifier for one process alone: whoever listens here hears what is said here. */
export function createLocalNotifier(): Notifier {
  const listeners = createListeners();
  return {
    notify: (workspaceId) => listeners.notify(workspaceId, null),
    notifyUser: listeners.notifyUser,
    listen: listeners.listen,
    close: () => Promise.resolve(),
  };
}
