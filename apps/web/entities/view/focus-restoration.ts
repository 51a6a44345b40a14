import type { ShownTasks } from "./shown-tasks.ts";

/** Focus tracking that keeps the focus in a list of tasks when the focused task is removed or rendered elsewhere. */
export type FocusRestoration = {
  /** Call this after the tasks have been re-rendered. Focuses the same task, or the one that took its place. */
  shown: (before: ShownTasks, now: ShownTasks) => void;
  /** Starts tracking the focus. Returns a function that stops tracking. */
  follow: () => () => void;
};

/**
 * Returns the task to focus after a change: the same task if it is still shown, otherwise the next one that is,
 * otherwise the previous one.
 *
 * @param id id of the task that had the focus
 * @param before ids of the tasks shown before the change, in order
 * @param now ids of the tasks shown now, in order
 */
export function focusAfter(id: string, before: readonly string[], now: readonly string[]): string | undefined {
  const there = new Set(now);
  const at = before.indexOf(id);
  return (
    before.slice(Math.max(at, 0)).find((other) => there.has(other)) ??
    before.slice(0, Math.max(at, 0)).findLast((other) => there.has(other))
  );
}

/** Creates focus tracking for one list. It does nothing until `follow` is called. */
export function createFocusRestoration(): FocusRestoration {
  let focused: string | null = null;
  const onFocusIn = ({ target }: FocusEvent) => {
    focused = target instanceof Element ? (target.closest<HTMLElement>("[data-task]")?.dataset.task ?? null) : null;
  };
  const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null || !(target instanceof Element)) return;
    // Forget the task if the user clicked elsewhere. If its element was removed instead, the element is disconnected by
    // the time that the timeout fires.
    setTimeout(() => {
      if (target.isConnected && document.activeElement === document.body) focused = null;
    });
  };
  return {
    shown: (before, now) => {
      // The row that had the focus may have been scrolled out of sight on the way to another one.
      if (now.pendingFocus?.()) return;
      const { activeElement } = document;
      // An element that becomes inert does not lose the focus until the next paint.
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
