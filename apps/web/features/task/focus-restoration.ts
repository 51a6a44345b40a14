import type { ShownTasks } from "./task-scope.tsx";

/** Sees to it that the focus stays among the tasks when the one that had it goes away or is drawn elsewhere. */
export type FocusRestoration = {
  /** The tasks are drawn anew: gives the focus to the same task, or to the one that took its place. */
  shown: (before: ShownTasks, now: ShownTasks) => void;
  /** Begins to follow the focus. Answers how to end. */
  follow: () => () => void;
};

/**
 * The task to have the focus after another: itself when it is still there, else the next one that is, else the one before.
 *
 * @param before ids of the tasks as they stood when it had the focus
 */
export function focusAfter(id: string, before: readonly string[], now: readonly string[]): string | undefined {
  const there = new Set(now);
  const at = before.indexOf(id);
  return (
    before.slice(Math.max(at, 0)).find((other) => there.has(other)) ??
    before.slice(0, Math.max(at, 0)).findLast((other) => there.has(other))
  );
}

export function createFocusRestoration(): FocusRestoration {
  let focused: string | null = null;
  const onFocusIn = ({ target }: FocusEvent) => {
    focused = target instanceof Element ? (target.closest<HTMLElement>("[data-task]")?.dataset.task ?? null) : null;
  };
  const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null || !(target instanceof Element)) return;
    // Left on purpose, by a click beside it; what was taken off the page is not there any more by then.
    setTimeout(() => {
      if (target.isConnected && document.activeElement === document.body) focused = null;
    });
  };
  return {
    shown: (before, now) => {
      const { activeElement } = document;
      // What can't have the focus any more loses it only when the page is painted.
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
