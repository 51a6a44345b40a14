"use client";

import { useActions } from "../../actions/use-actions.tsx";
import { useOpenTask } from "../../entities/task/use-open-task.ts";
import { focusedTaskId, useTaskScope } from "../../entities/view/task-scope.tsx";

/** Registers the actions that move the focus through the shown tasks and select them. */
export function useListActionHandlers(): void {
  const scope = useTaskScope();
  const [openId, open] = useOpenTask();

  /**
   * Moves the focus by a number of tasks. An open panel switches to the focused task. Returns the id of the focused
   * task, or false if there is no further task.
   */
  const step = (by: number): string | false => {
    const { order, focus, pendingFocus, step: further } = scope.shownTasks();
    // A sub-task focused in the panel is not in the list's order.
    const from = [pendingFocus?.()?.id, focusedTaskId(), openId].find((id) => id && order.includes(id)) ?? null;
    const at = from === null ? -1 : order.indexOf(from);
    const beside = from !== null && further ? further(from, by) : order[at + by];
    const next = at < 0 ? order.at(by > 0 ? 0 : -1) : beside;
    if (next === undefined) return false;
    focus(next);
    if (openId !== null) open(next);
    return next;
  };
  const go = (by: number) => (step(by) === false ? false : undefined);
  const goToEnd = (at: 0 | -1) => {
    const { order, focus, focusLast } = scope.shownTasks();
    const id = order.at(at);
    if (id === undefined) return false;
    if (at === -1 && focusLast) focusLast();
    else focus(id);
    return undefined;
  };
  const extend = (by: number) => {
    const { order } = scope.shownTasks();
    const from = focusedTaskId();
    if (from === null) return false;
    if (scope.selection.size() === 0) scope.selection.toggle(from);
    const next = step(by);
    if (next === false) return false;
    scope.selection.extendTo(next, order);
    return undefined;
  };

  useActions({
    "list.next": () => go(1),
    "list.previous": () => go(-1),
    "list.first": () => goToEnd(0),
    "list.last": () => goToEnd(-1),
    // Listed for completeness: the title's link and the drag code handle these keys themselves.
    "list.open": () => false,
    "list.carry": () => false,
    "list.select": () => {
      const id = focusedTaskId();
      if (id === null) return false;
      scope.selection.toggle(id);
      return undefined;
    },
    "list.extendDown": () => extend(1),
    "list.extendUp": () => extend(-1),
    "list.selectAll": () => {
      const { order } = scope.shownTasks();
      if (order.length === 0) return false;
      scope.selection.set(order);
      return undefined;
    },
    // When a panel is open, the same key closes it first.
    "list.unselect": () => {
      if (scope.selection.size() === 0) return false;
      scope.selection.clear();
      return undefined;
    },
  });
}
