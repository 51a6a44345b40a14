import type { Notifier } from "./notifier.ts";
import { createListeners } from "./notifier.ts";

/** Creates a notifier for a single process. */
export function createLocalNotifier(): Notifier {
  const listeners = createListeners();
  return {
    notify: (workspaceId) => listeners.notify(workspaceId, null),
    notifyUser: listeners.notifyUser,
    listen: listeners.listen,
    listenUser: listeners.listenUser,
    close: () => Promise.resolve(),
  };
}
