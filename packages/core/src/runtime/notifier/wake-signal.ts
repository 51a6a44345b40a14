/** Signal that wakes a reader, either immediately or on its next wait. */
export type WakeSignal = {
  notify: () => void;
  /**
   * Resolves immediately if there has been a notification since the last wait. Otherwise, resolves on the next
   * notification, when the signal is aborted, or after `ms` milliseconds.
   */
  wait: (ms: number) => Promise<void>;
  /** Removes the listener from the abort signal. */
  close: () => void;
};

/** Creates a wake signal. Notifications between two waits are coalesced, so nothing accumulates for a slow reader. */
export function createWakeSignal(signal: AbortSignal): WakeSignal {
  let isNotified = false;
  let wake: (() => void) | null = null;
  const notify = () => {
    isNotified = true;
    wake?.();
  };
  // One listener for the lifetime of the stream. One per wait would leak.
  signal.addEventListener("abort", notify, { once: true });
  return {
    notify,
    async wait(ms) {
      if (!isNotified && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = null;
      isNotified = false;
    },
    close: () => signal.removeEventListener("abort", notify),
  };
}
