/** Something that can be rung while nobody waits, and is heard once by the next who does. */
export type WakeSignal = {
  notify: () => void;
  /** Ends when the wakeSignal has rung since the last wait, when the signal is aborted, or after `ms` milliseconds. */
  wait: (ms: number) => Promise<void>;
  /** Lets go of the signal. */
  close: () => void;
};

/** Rings that come together are one: however slow the listener is, nothing piles up. */
export function createWakeSignal(signal: AbortSignal): WakeSignal {
  let isRung = false;
  let wake: (() => void) | null = null;
  const notify = () => {
    isRung = true;
    wake?.();
  };
  // One listener for the life of the stream; one per wait would leak.
  signal.addEventListener("abort", notify, { once: true });
  return {
    notify,
    async wait(ms) {
      if (!isRung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = null;
      isRung = false;
    },
    close: () => signal.removeEventListener("abort", notify),
  };
}
