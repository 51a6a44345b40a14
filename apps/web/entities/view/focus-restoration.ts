import type { ShownTasks } from "./shown-tasks.ts";

/** Keeps the focus in a list of tasks when the focused task is removed or rendered elsewhere. */
export type FocusRestoration = {
  /** Called after the tasks are rendered again: focuses the same task, or the one that took its place. */
  shown: (before: ShownTasks, now: ShownTasks) => void;
  /** Starts to track the focus. Returns a function that stops it. */
  follow: () => () => void;
};

/**
 * Returns the task to focus after another: itself if it is still shown, else the next one that is, else the previous
 * one.
 *
 * @param before ids of the tasks as they were shown when it had the focus
 * @param now ids of the tasks as they are shown now
 */
export function focusAfter(id: string, before: readonly string[], now: readonly string[]): string | undefined {
  const there = new Set(now);
  const at = before.indexOf(id);
  return (
    before.slice(Math.max(at, 0)).find((other) => there.has(other)) ??
    before.slice(0, Math.max(at, 0)).findLast((other) => there.has(other))
  );
}

/** Creates the focus tracking of one list. It does nothing until `follow` is called. */
export function createFocusRestoration(): FocusRestoration {
  let focused: string | null = null;
  const onFocusIn = ({ target }: FocusEvent) => {
    focused = target instanceof Element ? (target.closest<HTMLElement>("[data-task]")?.dataset.task ?? null) : null;
  };
  const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null || !(target instanceof Element)) return;
    // The user clicked elsewhere. If the element was removed instead, it is no longer connected by then.
    setTimeout(() => {
      if (target.isConnected && document.activeElement === document.body) focused = null;
    });
  };
  return {
    shown: (before, now) => {
      const { activeElement } = document;
      // An element that becomes inert loses the focus only at the next paint.
      if (focused === null || (activeElement !== document.body && !activeElement?.closest("[inert]"))) return;
      const next = focusAfter(focused, before.order, now.order);
      if (next === undefined) document.getElementById("content")?.focus();
      else now.focus(next);
    },
    follow: () => {
      document.addEventListener("focusin", onFocusIn);
      document.addEventListener("focusout", onFocusOut);
      return () => {
        document.removeEventListener("focusin", onFocusIn);
        document.removeEventListener("focusout", onFocusOut);
      };
    },
  };
}
