"use client";

import { useCallback, useEffect, useRef } from "react";
import type { RefObject } from "react";
import { lastRow, lastTask } from "../../entities/view/list-rows.ts";
import type { GroupRows } from "../../entities/view/list-rows.ts";

type TaskFocusOptions = {
  groups: readonly GroupRows[];
  /** The element in which the tasks are rendered. */
  container: RefObject<HTMLElement | null>;
  /** Returns the selector of the element to focus within a task. Defaults to its link. */
  focusable?: (() => string) | undefined;
  /** Scrolls to the position of a task, so that it is rendered. */
  reveal: (id: string) => void;
};

/** A task, or the last one, that is to be focused as soon as it is rendered. */
type PendingFocus = { id: string | null };

const NEAREST = { block: "nearest", inline: "nearest" } as const;

/** Events that cancel a pending focus. */
const CANCELLING_EVENTS = ["keydown", "pointerdown", "wheel", "focusin"];

/**
 * Moves the focus to tasks in a virtualized, paginated list.
 *
 * @returns `focus` for a loaded task; `focusLast` for the last task in the list, which loads the remaining pages one by
 *   one and stops if the user does something else; `pendingFocus`, which returns the task that is to be focused
 */
export function useTaskFocus({ groups, container, focusable, reveal }: TaskFocusOptions) {
  const latest = useRef({ groups, focusable, reveal });
  const pending = useRef<PendingFocus | null>(null);

  const find = useCallback(
    (id: string) =>
      container.current
        ?.querySelector(`[data-task="${CSS.escape(id)}"]`)
        ?.querySelector<HTMLElement>(latest.current.focusable?.() ?? "[data-task-link]"),
    [container],
  );
  const focusDrawn = useCallback(() => {
    const id = pending.current?.id;
    const found = id ? find(id) : null;
    if (!found) return;
    pending.current = null;
    found.focus();
    found.closest("[data-task]")?.scrollIntoView(NEAREST);
    // If the row is wider than the window, also scroll horizontally to the cell.
    found.scrollIntoView(NEAREST);
  }, [find]);
  const focus = useCallback(
    (id: string) => {
      pending.current = { id };
      if (!find(id)) latest.current.reveal(id);
      focusDrawn();
    },
    [find, focusDrawn],
  );
  const continueToLast = useCallback(() => {
    if (pending.current?.id !== null) return;
    const last = lastRow(latest.current.groups);
    if (last?.kind === "more") return last.list.loadMore();
    if (last?.kind === "loading") return;
    // If the list could not be loaded completely, focus the last loaded task.
    const task = lastTask(latest.current.groups);
    if (task) focus(task.id);
  }, [focus]);

  useEffect(() => {
    latest.current = { groups, focusable, reveal };
    continueToLast();
  });
  // A row outside the viewport is mounted only after scrolling, so focus it once it is mounted.
  useEffect(() => {
    if (!container.current) return;
    const observer = new MutationObserver(focusDrawn);
    observer.observe(container.current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [container, focusDrawn]);

  useEffect(() => {
    const listening = new AbortController();
    const cancelPending = ({ type }: Event) => {
      const before = pending.current;
      // A key applies to the task to which the previous key has moved, so it stops only the search for the last one.
      if (type === "keydown" && before?.id) return;
      // Handlers of the same event still find the pending focus, and may request a new one.
      setTimeout(() => {
        if (pending.current === before) pending.current = null;
      });
    };
    const options = { capture: true, passive: true, signal: listening.signal };
    for (const type of CANCELLING_EVENTS) document.addEventListener(type, cancelPending, options);
    return () => listening.abort();
  }, []);

  const focusLast = useCallback(() => {
    pending.current = { id: null };
    continueToLast();
  }, [continueToLast]);
  const pendingFocus = useCallback(() => pending.current, []);
  return { focus, focusLast, pendingFocus };
}
